import { sql } from "drizzle-orm";
import type { Transaction } from "@/lib/database/server/database";
import { setLocally } from "@/lib/database/server/set-locally";
import type { DeletionId } from "@/lib/deletions/deletion-id";
import type { MemoryId } from "@/lib/memories/types";
import type { Reach } from "@/lib/stores/selection";
import type { ReachedCount } from "@/lib/stores/types";
import type { FreezeInput } from "../deleter";
import { packItems } from "../record/pack-items";
import { keyPads, memoryDigest, memoryDigestBy } from "./memory-digest";
import { noteVersions } from "./note-versions";
import { memories } from "@/drizzle/schema/memories";
import { countJoined } from "@/lib/stores/sql/count-selection";
import { matchReach } from "@/lib/stores/sql/match-reach";
import { matchSelection } from "@/lib/stores/sql/match-selection";
import { arrayOf } from "@/lib/stores/sql/sql-values";

const freezeMinutesMax = 15;

/**
 * The two ways that are left of reading a table, from its first page on or by a bitmap, go from page to page: a million
 * memories need not be sorted, which takes a third as long as computing their digests.
 */
const readAsTheyLie = { enable_indexscan: "off", synchronize_seqscans: "off" };

/**
 * Writes one item per memory of the selection, numbered from 1, and returns how many, and how many it holds besides that
 * are out of reach, since they were stored or changed since the preview. Of a listed selection every distinct id becomes an item, so that absent ones can be reported. In the order in which they lie: a batch then touches
 * few pages (12 against 34 ms in a million memories), and deletions that overlap lock their memories in one order, but for
 * those updated meanwhile; see isDeadlock in delete-range.ts. Raises the statement time-out of the transaction.
 */
export const freezeSelection = async (
  transaction: Transaction,
  input: Omit<FreezeInput, "previewId" | "signal" | "holds">,
): Promise<ReachedCount> => {
  const { selection, snapshot } = input;
  const digest = memoryDigest(input.digestKey);
  const place = sql`${memories}.ctid`;
  await setLocally(transaction, {
    statement_timeout: `${freezeMinutesMax}min`,
    ...(selection.kind === "matching" ? readAsTheyLie : {}),
  });
  const frozen =
    selection.kind === "matching"
      ? sql`select ${memories.id}, ${place} as place, ${digest} as digest from ${memories}
          where ${matchSelection(selection, input)}`
      : sql`select listed.id, there.place, there.digest
          from (select distinct id from unnest(${arrayOf(selection.ids, "uuid")}) as each (id)) as listed
          left join (
            select ${memories.id}, ${place} as place, ${digest} as digest from ${memories}
            where ${memories.id} = any(${arrayOf(selection.ids, "uuid")}) and ${matchReach(sql`${memories}`, input)} offset 0
          ) as there on there.id = listed.id
          order by place, listed.id`;
  // "offset 0" keeps the digests below the numbering, which would carry the texts along otherwise.
  const numbered = sql`
    select ${input.deletionId}::uuid as deletion_id, row_number() over () as seq, frozen.id as memory_id, frozen.digest, frozen.place
    from (${frozen} offset 0) as frozen`;
  const takenCount = await packItems(transaction, numbered, ["memory_id", "digest", "place"]);
  const joinedCount =
    // Of listed ids the items themselves tell.
    snapshot === null || selection.kind === "listed" ? 0 : await countJoined(transaction, input);
  if (selection.kind === "matching")
    await noteVersions(transaction, { deletionId: input.deletionId, itemCount: takenCount });
  return {
    takenCount,
    joinedCount,
  };
};

/** Several deletions of one listed memory each, that reach alike. */
export type FreezeEachInput = {
  deletions: readonly { deletionId: DeletionId; memoryId: MemoryId; digestKey: Buffer }[];
  reach: Required<Reach>;
};

/**
 * Writes the one item of each of several deletions of a single listed memory, in one statement. `reach` is the same for all,
 * and not that of a preview.
 */
export const freezeEach = async (
  transaction: Transaction,
  { deletions, reach }: FreezeEachInput,
): Promise<void> => {
  const pads = deletions.map(({ digestKey }) => keyPads(digestKey));
  const digest = memoryDigestBy(sql`listed.outer_pad`, sql`listed.inner_pad`, sql`there`);
  const ids = arrayOf(
    deletions.map(({ memoryId }) => memoryId),
    "uuid",
  );
  // The texts are read by themselves: the nodes of a cluster know of no list.
  const items = sql`
    select listed.deletion_id, 1 as seq, listed.id as memory_id, ${digest} as digest, there.place
    from unnest(${arrayOf(
      deletions.map(({ deletionId }) => deletionId),
      "uuid",
    )}, ${ids}, ${sql.param(pads.map(({ outer }) => outer))}::bytea[], ${sql.param(pads.map(({ inner }) => inner))}::bytea[])
      as listed (deletion_id, id, outer_pad, inner_pad)
    left join (
      select ${memories.id}, ${memories}.ctid as place, ${memories.memory} from ${memories}
      where ${memories.id} = any(${ids}) and ${matchReach(sql`${memories}`, reach)} offset 0
    ) as there on there.id = listed.id`;
  await packItems(transaction, items, ["memory_id", "digest", "place"]);
};
