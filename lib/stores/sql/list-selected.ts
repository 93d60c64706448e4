import { sql } from "drizzle-orm";
import type { Database } from "@/lib/database/server/database";
import type { SelectedPage } from "../preview";
import type { ListSelectedInput } from "@/lib/stores/types";
import { memories } from "@/drizzle/schema/memories";
import { findRareCategories } from "./find-rare-categories";
import { matchSelection } from "./match-selection";
import { sampleColumns, sampleFrom, type SampleRow } from "./sample-memories";
import { dayOf, timestampOf, uuidOf } from "./sql-values";

/** One page of what a selection takes at its cutoff, newest first and by keyset: what is deleted meanwhile shifts nothing. */
export const listSelected = async (database: Database, input: ListSelectedInput): Promise<SelectedPage> => {
  const { selection, cursor, limit } = input;
  const isListed = selection.kind === "listed";
  const rareCategories = isListed ? undefined : await findRareCategories(database, selection.filter);
  const matches = matchSelection(selection, input, rareCategories && { rareCategories });
  const beyond =
    cursor === null
      ? sql``
      : sql` and (${memories.createdAt}, ${memories.id}) < (${timestampOf(cursor.at)}, ${uuidOf(cursor.id)})`;
  // Listed ids are all found before they are sorted ("offset 0"): the planner would look for a page of them along the
  // index of creation, and they can all be old (430 ms in a million).
  const { rows } = await database.execute<SampleRow>(sql`
    select ${sampleColumns(dayOf(input.cutoffAt.toISOString().slice(0, 10)))}
    from (select * from ${memories} where ${matches}${beyond}${isListed ? sql` offset 0` : sql``}) as memories
    order by memories.created_at desc, memories.id desc limit ${limit + 1}`);
  const page = rows.slice(0, limit).map(sampleFrom);
  const last = page.at(-1);
  return {
    memories: page,
    nextPosition: rows.length > limit && last !== undefined ? { at: last.createdAt, id: last.id } : null,
  };
};
