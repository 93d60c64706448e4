import type { Database } from "@/lib/database/server/database";
import { requirePermission } from "@/lib/access/require-permission";
import { builtinStoreId } from "@/lib/stores/store-ids";
import { requireReach } from "../request/require-reach";
import { collectorOf } from "./collect";
import type { Member } from "./group";
import { runGroup, type GroupResult } from "./run-group";

// While one group waits for the disk, the other is worked on; each needs two connections when it is verified.
const groups = { sizeMax: 50, atOnce: 2 };

type Collector = (member: Member) => Promise<GroupResult>;
const collectors = new WeakMap<Database, Collector>();

/**
 * Deletes one memory of the built-in store for an application, in a deletion of its own, together with what else this
 * process is asked for meanwhile: each alone took twenty transactions, and waited for the turns of all others. That it is
 * one listed memory is why no more is needed than `memories:delete`. Throws not_permitted, or an outage.
 */
export const deleteTogether = async (
  ctx: Member["ctx"],
  memoryId: Member["memoryId"],
): Promise<GroupResult> => {
  requirePermission(ctx.actor, "memories:delete");
  await requireReach(ctx, { storeId: builtinStoreId, selection: { kind: "listed", ids: [memoryId] } });
  let collect = collectors.get(ctx.database);
  if (collect === undefined) {
    collect = collectorOf(runGroup, groups);
    collectors.set(ctx.database, collect);
  }
  return collect({ ctx, memoryId });
};
