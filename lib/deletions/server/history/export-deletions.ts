import { heldIn } from "@/lib/deletions/words/held-words";
import { sendableSelection, writeScope } from "@/lib/deletions/request/write-selection";
import { writeFilter } from "@/lib/filters/write-filter";
import { writeExact } from "@/lib/json/write-exact";
import { withEscapedInvisible, withNamedInvisible } from "@/lib/text/invisible-characters";
import { csvLine } from "@/lib/text/csv-line";
import type { Context } from "@/lib/access/context";
import { copiesStateOf } from "@/lib/deletions/copies";
import type { DeletionSearch } from "@/lib/deletions/search";
import { changedSincePreview } from "@/lib/deletions/words/changed-since-preview";
import type { Deletion } from "@/lib/deletions/types";
import { unreadableOf } from "@/lib/deletions/verification";
import { verificationStateOf } from "@/lib/deletions/verification-state";
import { listDeletions } from "./list-deletions";

export const exportFormats = ["csv", "jsonl"] as const;
export type ExportFormat = (typeof exportFormats)[number];

const pageSize = 100;

/**
 * The deletions a search finds, on all its pages and newest first, as text: CSV (RFC 4180) for a spreadsheet, in which characters
 * that cannot be seen are written by their code points, or JSON Lines, which is the exact form. A page at a time, so that a long history is never in memory; ends early when `signal` is aborted.
 * Throws not_permitted.
 */
export async function* exportDeletions(
  ctx: Context,
  input: { search: DeletionSearch; format: ExportFormat; signal?: AbortSignal },
): AsyncGenerator<string> {
  const lineOf = input.format === "csv" ? csvLineOf : jsonLineOf;
  // Excel takes a CSV file for UTF-8 only when it starts with this mark.
  if (input.format === "csv") yield `\uFEFF${csvLine(Object.keys(csvColumns))}`;
  let after: DeletionSearch["after"] = null;
  do {
    if (input.signal?.aborted === true) return;
    const page = await listDeletions(ctx, { search: { ...input.search, after }, limit: pageSize });
    yield page.deletions.map(lineOf).join("");
    after = page.nextPosition;
  } while (after !== null);
}

const jsonLineOf = (deletion: Deletion): string =>
  `${writeExact({ ...deletion, selection: sendableSelection(deletion.selection) })}\n`;

const csvLineOf = (deletion: Deletion): string =>
  csvLine(Object.values(csvColumns).map((valueOf) => valueOf(deletion)));

/** As the console shows it: what cannot be seen, or turns the direction of what follows, by its code point. */
const shown = (text: string | null): string | null => (text === null ? null : withNamedInvisible(text));

const csvColumns: Record<string, (deletion: Deletion) => string | number | null> = {
  id: ({ id }) => id,
  created_at: ({ createdAt }) => createdAt,
  status: ({ status }) => status,
  operation: ({ operation }) => operation,
  store: ({ storeName }) => shown(storeName),
  actor: ({ actor }) => shown(actor.label),
  actor_kind: ({ actor }) => actor.kind,
  actor_role: ({ actor }) => (actor.kind === "system" ? null : actor.role),
  selection: ({ selection }) => selection.kind,
  filter: ({ selection }) =>
    selection.kind === "matching" && selection.filter !== null
      ? withEscapedInvisible(writeFilter(selection.filter))
      : null,
  scope: ({ selection }) =>
    selection.kind === "scope" ? withEscapedInvisible(writeScope(selection.scope)) : null,
  entity: ({ selection }) =>
    selection.kind === "entity" ? withEscapedInvisible(JSON.stringify(selection.entity)) : null,
  excluded_count: ({ selection }) => ("excludedCount" in selection ? selection.excludedCount : 0),
  kept_immutable_count: ({ keptImmutableCount }) => keptImmutableCount,
  held_count: (deletion) => heldIn(deletion),
  keeps_immutable: ({ selection }) => String("keepsImmutable" in selection && selection.keepsImmutable),
  reason: ({ reason }) => shown(reason),
  ticket: ({ ticket }) => shown(ticket),
  expected_count: ({ expectedCount }) => expectedCount,
  requested_count: ({ requestedCount }) => requestedCount,
  deleted_count: ({ deletedCount }) => deletedCount,
  absent_count: ({ absentCount }) => absentCount,
  failed_count: ({ failedCount }) => failedCount,
  changed_since_preview_count: (deletion) => changedSincePreview(deletion),
  unknown_count: ({ unknownCount }) => unknownCount,
  verification: (deletion) => verificationStateOf(deletion)?.kind ?? null,
  still_stored_count: (deletion) => {
    const state = verificationStateOf(deletion);
    if (state?.kind === "verified_absent") return 0;
    return state?.kind === "residual" ? state.stillStoredCount : null;
  },
  unreadable_count: ({ verification }) =>
    verification === null ? null : (unreadableOf(verification)?.count ?? 0),
  verified_at: ({ verification }) => verification?.verifiedAt ?? null,
  copies: (deletion) => copiesStateOf(deletion),
  error_code: ({ errorCode }) => errorCode,
  cutoff_at: ({ cutoffAt }) => cutoffAt,
  started_at: ({ startedAt }) => startedAt,
  finished_at: ({ finishedAt }) => finishedAt,
};
