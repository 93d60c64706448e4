import { sql } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import { requirePermission } from "@/lib/access/require-permission";
import { writeExact } from "@/lib/json/write-exact";
import { recordEvent } from "@/lib/ledger/server/record-event";
import type { ProjectSetting } from "@/lib/mem0-api/project-settings";
import { projectSettings } from "@/drizzle/schema/project";

/**
 * Changes settings of the project, null meaning that one is as if it had never been set. The ledger gets their names, and
 * never what they say. Throws not_permitted.
 */
export const updateProject = async (
  { actor, database, now }: Context,
  changes: Partial<Record<ProjectSetting, unknown>>,
): Promise<void> => {
  requirePermission(actor, "project:manage");
  const at = now();
  const body = {
    settings: Object.keys(changes).sort(),
    actor: { kind: actor.kind, id: actor.id, role: actor.kind === "system" ? undefined : actor.role },
  };
  await database.transaction(async (transaction) => {
    await transaction.update(projectSettings).set({
      settings: sql`jsonb_strip_nulls(${projectSettings.settings} || ${writeExact(changes)}::jsonb)`,
      changedAt: at,
    });
    await recordEvent(transaction, { kind: "project.changed", body, at });
  });
};
