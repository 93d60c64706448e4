import { randomBytes } from "node:crypto";
import type { Context } from "@/lib/access/context";
import { keepApart } from "@/lib/async/keep-apart";
import { exportedBody } from "@/lib/deletions/server/record/deletion-events";
import { digestKeyOf } from "@/lib/deletions/server/record/digest-keys";
import { recordEvent } from "@/lib/ledger/server/record-event";
import { readSchema } from "@/lib/mem0-api/exports/export-input";
import { ExportTooLong, fillExport, type FilledExport } from "@/lib/mem0-api/exports/fill-export";
import { planExport } from "@/lib/mem0-api/exports/plan-export";
import { builtinStoreId } from "@/lib/stores/store-ids";
import type { RequestedExport } from "./find-export";
import { exportCharactersMax, readExport, tooLong } from "./read-export";

const saltBytes = 32;

/** An export can take a hundred megabytes while it is made: two at a time in a process, one of each actor; others wait. */
const apart = keepApart(2);

/**
 * Makes a requested export of the memories that there are now, and leaves a ledger event before it is answered, as an export of the
 * console does. The salt of the event's commitment is given to nobody: nothing ties the event to a person. Throws a 400 when it
 * would be too large.
 */
export const makeExport = (
  ctx: Context,
  requested: RequestedExport,
): Promise<FilledExport & { count: number }> => apart(new Set([ctx.actor.id]), () => make(ctx, requested));

const make = async (ctx: Context, { schema: written, filter }: RequestedExport) => {
  const schema = readSchema(written);
  if (schema === null) throw new Error("A stored schema is not one.");
  const cutoffAt = ctx.now();
  const memories = await readExport(ctx, filter);
  const count = memories.length;
  const filled = filledWithin(() => fillExport(planExport(schema), memories, exportCharactersMax));
  const body = exportedBody(
    {
      actor: ctx.actor,
      storeId: builtinStoreId,
      selection: { kind: "matching", filter, excludedIds: [], keepsImmutable: false },
      count,
      cutoffAt,
    },
    digestKeyOf(ctx.secret, randomBytes(saltBytes), "commitment"),
  );
  await ctx.database.transaction((transaction) =>
    recordEvent(transaction, { kind: "memories.exported", body, at: ctx.now() }),
  );
  return { ...filled, count };
};

const filledWithin = (make: () => FilledExport): FilledExport => {
  try {
    return make();
  } catch (error) {
    throw error instanceof ExportTooLong ? tooLong() : error;
  }
};
