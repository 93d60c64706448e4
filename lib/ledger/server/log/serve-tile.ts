import { and, asc, gt, lte } from "drizzle-orm";
import { ledgerEvents } from "@/drizzle/schema/ledger";
import type { Context } from "@/lib/access/context";
import { requirePermission } from "@/lib/access/require-permission";
import type { Queryable } from "@/lib/database/server/database";
import { ExpectedError } from "@/lib/errors/expected-error";
import { formatEventLine } from "@/lib/ledger/event-line";
import { hashLine, isSameHash, joined } from "@/lib/ledger/log/hash";
import { parseTilePath, tileWidth } from "@/lib/ledger/log/tiles";
import { findTile } from "./stored-tiles";

/**
 * The bytes of a tile, by what stands behind `tile/` in its address: hashes, which tell nothing to who does not have the events.
 * Throws not_found, also for one that is wider than what exists so far.
 */
export const getTile = async (database: Queryable, path: string): Promise<Uint8Array> => {
  const name = parseTilePath(path);
  if (name === null || name.level === "entries") throw missing();
  const tile = await findTile(database, { ...name, level: name.level });
  if (tile === null) throw missing();
  return tile;
};

/**
 * The same of the entries, the events' lines themselves, each behind its length in two bytes (https://c2sp.org/tlog-tiles). Throws
 * not_permitted, not_found, and `unavailable` when an event is not the one that is in the tree.
 */
export const getEntries = async (
  ctx: Pick<Context, "actor" | "database">,
  path: string,
): Promise<Uint8Array> => {
  requirePermission(ctx.actor, "ledger:read");
  const name = parseTilePath(path);
  if (name?.level !== "entries") throw missing();
  const { number, width } = name;
  const hashes = await findTile(ctx.database, { level: 0, number, width });
  if (hashes === null) throw missing();
  const first = number * tileWidth;
  const events = await ctx.database
    .select()
    .from(ledgerEvents)
    .where(and(gt(ledgerEvents.seq, first), lte(ledgerEvents.seq, first + width)))
    .orderBy(asc(ledgerEvents.seq));
  const lines = events.map(formatEventLine);
  const isTree =
    lines.length === width &&
    lines.every((line, at) => isSameHash(hashLine(line), hashes.subarray(at * 32, (at + 1) * 32)));
  // Served from elsewhere it is kept for ever: never something that its hash does not vouch for.
  if (!isTree)
    throw new ExpectedError("unavailable", "The ledger’s events are not those that were signed: verify it.");
  return joined(lines.flatMap(entryOf));
};

const entryOf = (line: string): Uint8Array[] => {
  const bytes = new TextEncoder().encode(line);
  if (bytes.length > 0xffff) {
    throw new ExpectedError(
      "unavailable",
      "An event of this bundle is longer than an entry can be: use the export.",
    );
  }
  return [Uint8Array.of(bytes.length >> 8, bytes.length & 0xff), bytes];
};

const missing = (): ExpectedError => new ExpectedError("not_found", "The ledger has no such tile.");
