import { and, asc, eq, gt, inArray } from "drizzle-orm";
import { ledgerEvents } from "@/drizzle/schema/ledger";
import type { Database } from "@/lib/database/server/database";
import { formatEventLine } from "@/lib/ledger/event-line";
import { createFrontier } from "@/lib/ledger/log/frontier";
import { hashLine, type Hash } from "@/lib/ledger/log/hash";
import { findRoot } from "@/lib/ledger/server/log/find-root";
import type { LedgerEvent, UnreadableLine } from "@/lib/ledger/types";
import type { LedgerExtract } from "./claim";
import { isIssueOf, type neededOf } from "./hold-against-ledger";

type Needed = ReturnType<typeof neededOf>;

/** What a certificate needs of the ledger in a database. */
export const extractFromDatabase = async (
  database: Database,
  { seqs, afterSeq, digest, size }: Needed,
): Promise<LedgerExtract> => {
  const named: LedgerEvent[] = await database
    .select()
    .from(ledgerEvents)
    .where(inArray(ledgerEvents.seq, seqs));
  const issues: LedgerEvent[] = await database
    .select()
    .from(ledgerEvents)
    .where(and(gt(ledgerEvents.seq, afterSeq), eq(ledgerEvents.kind, "certificate.issued")))
    .orderBy(asc(ledgerEvents.seq));
  return {
    events: new Map(named.map((event) => [event.seq, event])),
    issued: issues.find((event) => isIssueOf(event, digest)) ?? null,
    root: size === null ? null : await findRoot(database, size),
  };
};

/** The same of an export, which is read as a stream. Of two events with one number the later one counts: `verify` tells of both. */
export const extractFromExport = async (
  lines: AsyncIterable<LedgerEvent | UnreadableLine>,
  { seqs, digest, size }: Needed,
): Promise<LedgerExtract> => {
  const wanted = new Set(seqs);
  const events = new Map<number, LedgerEvent>();
  let issued: LedgerEvent | null = null;
  const frontier = createFrontier();
  let root: Hash | null = null;
  for await (const line of lines) {
    if ("unreadableLine" in line) continue;
    if (wanted.has(line.seq)) events.set(line.seq, line);
    if (isIssueOf(line, digest)) issued = line;
    if (size === null || root !== null) continue;
    frontier.append(hashLine(formatEventLine(line)));
    if (frontier.size() === size) root = frontier.root();
  }
  return { events, issued, root };
};
