import { sql, type SQL } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import { foldSql, plainSql } from "@/lib/text/fold-sql";
import { foldText } from "@/lib/text/fold-text";
import { plainText } from "@/lib/text/plain-text";
import { memories } from "@/drizzle/schema/memories";
import { likeContaining } from "./sql-values";

type Value = SQL | AnyPgColumn;

/**
 * The text of a memory as it is found by, word for word as the index memories_folded has it. The column holds it where there
 * is more than ASCII in the text (a trigger sees to that): to fold such a text takes 40 µs, and a word may be in a million.
 */
export const foldedMemory: SQL = sql`coalesce(${memories.folded}, lower(${memories.memory} collate "C"))`;

/** Whether a memory's text contains this, in any case and form (foldText). */
export const isFoundIn = (text: string): SQL => sql`${foldedMemory} like ${likeFolded(text)}`;

/** The same of any other value; no index serves it. */
export const containsFolded = (value: Value, text: string): SQL =>
  text === "" ? sql`true` : sql`${foldedValue(value)} like ${likeFolded(text)}`;

/** Whether a value contains this in this case, in any form (plainText). */
export const containsPlain = (value: Value, text: string): SQL =>
  sql`${givenAs(value, plainSql)} like ${likeContaining(plainText(text))}`;

export const foldedValue = (value: Value): SQL => givenAs(value, foldSql);

export const likeFolded = (text: string): string => likeContaining(foldText(text));

/** By a name, as the expression may have parameters, and is named several times. */
const givenAs = (value: Value, expression: (text: string) => string): SQL =>
  sql`(select ${sql.raw(expression("given.value"))} from (select ${value} as value offset 0) as given)`;
