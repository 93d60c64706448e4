import { sql } from "drizzle-orm";
import fc from "fast-check";
import { expect, it } from "vitest";
import { foldedValue } from "@/lib/stores/sql/folded-text";
import { useTestDatabase } from "@/testing/test-database";
import { normalisedSql } from "@/drizzle/schema/normalised-sql";
import { normalisedText } from "./normalised-text";

const test = useTestDatabase();

const normalisedBySql = async (texts: readonly string[]): Promise<string[]> => {
  const { rows } = await test.database().execute<{ text: string }>(sql`
    select ${sql.raw(normalisedSql("folded"))} as text from (
      select place, ${foldedValue(sql`text`)} as folded
      from unnest(${sql.param(texts)}::text[]) with ordinality as given (text, place) offset 0
    ) as folding order by place`);
  return rows.map(({ text }) => text);
};

it.each([
  ["Likes  TEA ", "likes tea"],
  ["\tLikes\r\n\u00a0tea\u3000", "likes tea"],
  ["likes\u2028tea", "likes tea"],
  ["likes\u200btea", "likestea"],
  ["STRASSE", "straße"],
  [" \n ", ""],
])("takes %j for %j", (one, other) => {
  expect(normalisedText(one)).toBe(normalisedText(other));
});

it("is the same in SQL", async () => {
  const pieces = [
    " ",
    "  ",
    "\t",
    "\n",
    "\r",
    "\v",
    "\f",
    "\u0085",
    "\u00a0",
    "\u1680",
    "\u2003",
    "\u2028",
    "\u2029",
  ];
  const letters = [
    "\u202f",
    "\u205f",
    "\u3000",
    "\ufeff",
    "\u200b",
    "a",
    "B",
    "É",
    "ß",
    "東",
    "🦊",
    "_",
    "\\",
    "%",
  ];
  const texts = fc
    .array(fc.constantFrom(...pieces, ...letters), { maxLength: 8 })
    .map((parts) => parts.join(""));
  const given = fc.sample(texts, { numRuns: 3000, seed: 7 });
  expect(await normalisedBySql(given)).toEqual(given.map(normalisedText));
});
