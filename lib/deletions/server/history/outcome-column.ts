import { sql, type SQL } from "drizzle-orm";
import type { DeletionOutcome } from "@/lib/deletions/outcome";
import { builtinStoreId } from "@/lib/stores/store-ids";
import { deletions } from "@/drizzle/schema/deletions";

/** Deletions of an outcome; those that are not finished are found by their index. */
export const hasOutcome = (outcome: DeletionOutcome): SQL =>
  outcome === "unfinished"
    ? sql`${deletions.finishedAt} is null`
    : sql`${deletions.finishedAt} is not null and ${outcomeColumn} = ${outcome}`;

const { verification, copies } = deletions;

/** Something was found of what was to be deleted: see verificationStateOf. */
const isStillStored = sql`jsonb_path_exists(${verification},
  '$.checks[*] ? (@.check != "versions" && (@.residualCount > 0 || @.stayedCount > 0))')`;

/** Each memory was looked for by its id: see isVerifiedById. */
const isVerifiedById = sql`jsonb_path_exists(${verification},
  '$.checks[*] ? (@.check == "ids" && (@.outcome == "verified_absent" || (@.outcome == "residual" && @.residualCount == 0)))')`;

/** Also those that failed or were kept were looked for; where there are none of them, an earlier release had not to. */
const isWhole = sql`(${deletions.deletedCount} + ${deletions.absentCount} = ${deletions.requestedCount}
  or not jsonb_path_exists(${verification},
    '$.checks[*] ? (@.check != "versions" && (!exists(@.stayedCount) || @.stayedCount == null))'))`;

/** Copies were found when they were last looked for: see copiesStateOf. */
const hasCopies = sql`(${deletions.storeId} <> ${builtinStoreId} and (
  jsonb_path_exists(${copies}, '$.places[*] ? (@.outcome == "found")')
  or (
    jsonb_path_exists(${verification}, '$.checks[*] ? (@.check == "versions" && @.outcome == "residual" && @.residualCount > 0)')
    and (${copies} is null
      or not jsonb_path_exists(${copies}, '$.places[*] ? (@.place == "history")')
      or ${copies} ->> 'lookedAt' collate "C" <= ${verification} ->> 'verifiedAt' collate "C"))))`;

/** What TypeScript says of one deletion (verificationStateOf, copiesStateOf), for counting many where they lie. */
export const outcomeColumn = sql<DeletionOutcome>`case
  when ${deletions.finishedAt} is null then 'unfinished'
  when ${deletions.status} = 'cancelled' then 'cancelled'
  when ${deletions.status} in ('partial', 'failed') then 'partly'
  when ${deletions.deletedCount} + ${deletions.absentCount} + ${deletions.failedCount} = 0 then 'nothing'
  when ${verification} is null or ${isStillStored} or not (${isVerifiedById} and ${isWhole}) then 'partly'
  when ${deletions.returnedCount} > 0 then 'returned'
  when ${hasCopies} then 'copies'
  else 'verified' end`;
