import { sql } from "drizzle-orm";
import fc from "fast-check";
import { expect, it } from "vitest";
import { foldText } from "@/lib/text/fold-text";
import { hasName, namePattern, type NameForm } from "@/lib/text/name-form";
import { useTestDatabase } from "@/testing/test-database";
import { hasNameSql } from "./names-in-text";
import { arrayOf } from "./sql-values";

const test = useTestDatabase();

const word = fc.constantFrom("ann", "caroline", "smith", "8841", "zoë", "анн", "東京", "al", "ng", "mariela");
const form: fc.Arbitrary<NameForm> = fc.oneof(
  fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => ({ words, isNear: false })),
  fc.constantFrom("caroline", "mariela", "marie").map((name) => ({ words: [name], isNear: true })),
  word.map((name) => ({ words: [name], isNear: false, after: ["mrs", "c"] })),
);
const piece = fc.oneof(
  word,
  fc.constantFrom(
    " ",
    ".",
    "_",
    "-",
    ", ",
    "'s ",
    "s",
    "x",
    "é",
    "さん",
    "1",
    "carolinne",
    "caorline",
    "carloine",
    "carline",
    "mrs",
  ),
);
const texts = fc.array(
  fc.array(piece, { minLength: 1, maxLength: 8 }).map((pieces) => pieces.join("")),
  {
    minLength: 20,
    maxLength: 40,
  },
);

/** Of a middle letter alone, where a word is too short for the halves that the index finds. */
const isExcepted = ({ words, isNear }: NameForm): boolean => isNear && (words[0]?.length ?? 0) < 6;

// What lib/text/name-form.ts decides on a text, in SQL.
it("finds the names that are found without a database", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(form, { minLength: 1, maxLength: 3 }), texts, async (forms, written) => {
      const folded = written.map(foldText);
      const { rows } = await test.database().execute<{ has: boolean }>(sql`
        select ${hasNameSql(sql`folded`, forms)} as has
        from unnest(${arrayOf(folded, "text")}) with ordinality as each (folded, place) order by place`);
      const pattern = namePattern(forms) ?? /never/gu;
      written.forEach((text, place) => {
        const isFound = rows[place]?.has;
        const isNamed = hasName(text, pattern);
        if (isFound !== isNamed && !(isNamed && forms.some(isExcepted)))
          throw new Error(`${JSON.stringify(text)}: ${String(isFound)} in SQL, ${String(isNamed)} here`);
      });
      expect(rows).toHaveLength(written.length);
    }),
    { numRuns: 150, seed: 5 },
  );
});
