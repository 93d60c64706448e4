import type { Context } from "@/lib/access/context";
import type { LedgerBody } from "@/lib/ledger/canonical";
import type { holds } from "@/drizzle/schema/holds";

type Row = typeof holds.$inferSelect;

/**
 * What the ledger says of a hold, which is for ever: no name, no reason, and of what it covers only the kind. They stay in the
 * hold's row.
 */
export const holdBody = ({ actor }: Pick<Context, "actor">, row: Row): LedgerBody => ({
  holdId: row.id,
  actor: { kind: actor.kind, id: actor.id, role: actor.kind === "system" ? undefined : actor.role },
  storeIds: row.storeIds ?? undefined,
  covers: kindOf(row.covers),
});

const kindOf = (covers: unknown): string | undefined =>
  typeof covers === "object" && covers !== null && "kind" in covers && typeof covers.kind === "string"
    ? covers.kind
    : undefined;
