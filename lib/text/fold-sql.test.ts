import { sql, type SQL } from "drizzle-orm";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { containsPlain, foldedMemory, foldedValue } from "@/lib/stores/sql/folded-text";
import { insertMemories } from "@/testing/stores/test-memories";
import { useTestDatabase } from "@/testing/test-database";
import { memories } from "@/drizzle/schema/memories";
import { foldWideSql } from "./fold-sql";
import { foldText } from "./fold-text";
import { plainText } from "./plain-text";

const test = useTestDatabase();

const rows = async <Row extends Record<string, unknown>>(query: SQL) =>
  (await test.database().execute<Row>(query)).rows;

/** What SQL makes of texts: as a value, and as a memory's column. */
const foldedBySql = async (texts: readonly string[]): Promise<{ value: string; memory: string }[]> => {
  await test.database().execute(sql`delete from memories`);
  await test.database().execute(
    sql`insert into memories (id, memory) select ('00000000-0000-4000-8000-' || lpad(to_hex(place), 12, '0'))::uuid, text
      from unnest(${sql.param(texts)}::text[]) with ordinality as each (text, place)`,
  );
  return rows(sql`
    select ${foldedValue(memories.memory)} as value, ${foldedMemory} as memory from ${memories} order by id`);
};

/** Known to this runtime and to this Postgres: what a version does not know, it leaves as it is. */
const knownCharacters = async (): Promise<string[]> => {
  const [known] = await rows<{ codes: number[] }>(sql`
    select array_agg(code) as codes from generate_series(1, 1114111) as code
    where code not between 55296 and 57343 and unicode_assigned(chr(code))`);
  return (known?.codes ?? [])
    .map((code) => String.fromCodePoint(code))
    .filter((character) => !/\p{Cn}|\p{Co}/u.test(character));
};

const inStringsOf = (length: number, characters: readonly string[], between: string): string[] =>
  Array.from({ length: Math.ceil(characters.length / length) }, (_, index) =>
    characters.slice(index * length, (index + 1) * length).join(between),
  );

describe("fold in SQL and in TypeScript", () => {
  it("is the same for every character", async () => {
    const characters = await knownCharacters();
    expect(characters.length).toBeGreaterThan(150_000);
    const texts = inStringsOf(100, characters, "|");
    const folded = await foldedBySql(texts);
    texts.forEach((text, index) => {
      expect(folded[index], JSON.stringify(text)).toEqual({ value: foldText(text), memory: foldText(text) });
    });
  });

  it("is the same for letters with several marks, in any order, and with what is not seen between them", async () => {
    const parts = [
      ...Array.from("aAiIıİſßẞΣςσſǅﬁﬃＡ각각Ｉ①㎏µÅÅ"),
      "\u0301",
      "\u0307",
      "\u0323",
      "\u0345",
      "\u034f",
      "\u00ad",
      "\u200b",
      "\u200d",
      "\ufe0f",
      "👩",
      "\u3099",
      "か",
      " ",
    ];
    const anyText = fc.string({ unit: fc.constantFrom(...parts), minLength: 1, maxLength: 7 });
    const texts = fc.sample(anyText, { numRuns: 3_000, seed: 9 });
    const folded = await foldedBySql(texts);
    texts.forEach((text, index) => {
      expect(folded[index], JSON.stringify(text)).toEqual({ value: foldText(text), memory: foldText(text) });
    });
  });

  it("knows what is contained, case and all", async () => {
    const pairs = [
      ["cafe\u0301", "café", true],
      ["cafe\u0301", "Café", false],
      ["in\u00advisible", "invisible", true],
      ["ｆｕｌｌ", "full", true],
      ["100%", "0%", true],
      ["Straße", "STRASSE", false],
    ] as const;
    for (const [text, part, isContained] of pairs) {
      expect(plainText(text).includes(plainText(part)), part).toBe(isContained);
      const [row] = await rows<{ is: boolean }>(sql`select ${containsPlain(sql`${text}::text`, part)} as is`);
      expect(row?.is, part).toBe(isContained);
    }
  });

  it("is what the trigger does, to the letter, whatever was stored before", async () => {
    const [row] = await rows<{ source: string }>(
      sql`select prosrc as source from pg_proc where proname = 'memories_fold'`,
    );
    expect(row?.source).toContain(foldWideSql("NEW.memory"));
    const [id] = await insertMemories(test.database(), [{ memory: "ÄPFEL" }]);
    const stored = async () =>
      (await rows<{ folded: string | null }>(sql`select folded from memories where id = ${id}`))[0]?.folded;
    expect(await stored()).toBe("äpfel");
    await test.database().execute(sql`update memories set memory = 'BIRNEN' where id = ${id}`);
    expect(await stored()).toBeNull();
    await test.database().execute(sql`update memories set memory = 'GRÜN' where id = ${id}`);
    expect(await stored()).toBe("grün");
  });
});
