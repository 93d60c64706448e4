import { and, desc, inArray, lt } from "drizzle-orm";
import { z } from "zod";
import { apiKeys } from "@/drizzle/schema/api-keys";
import { ledgerEvents } from "@/drizzle/schema/ledger";
import { members } from "@/drizzle/schema/members";
import { stores } from "@/drizzle/schema/stores";
import type { Context } from "@/lib/access/context";
import { factsOf } from "@/lib/ledger/event-facts";
import { noEventFilter, type EventFilter } from "@/lib/ledger/event-filter";
import type { ShownEvent, ShownEventPage } from "@/lib/ledger/types";
import { requirePermission } from "@/lib/access/require-permission";
import { conditionsOf } from "./event-conditions";

const pageSize = 50;

/** A page of the ledger, or of what a filter leaves of it, newest first, from below `beforeSeq` on. Throws not_permitted. */
export const listEvents = async (
  ctx: Context,
  input: { beforeSeq: number | null; filter?: EventFilter },
): Promise<ShownEventPage> => {
  requirePermission(ctx.actor, "ledger:read");
  const conditions = await conditionsOf(ctx.database, input.filter ?? noEventFilter);
  if (conditions === null) return { events: [], nextBeforeSeq: null };
  const rows = await ctx.database
    .select()
    .from(ledgerEvents)
    .where(and(input.beforeSeq === null ? undefined : lt(ledgerEvents.seq, input.beforeSeq), ...conditions))
    .orderBy(desc(ledgerEvents.seq))
    .limit(pageSize + 1);
  const page = rows.slice(0, pageSize).map((row) => ({ row, body: bodyOf(row.body) }));
  const ids = page.flatMap(({ body }) => [body.actor?.id, body.requestedBy?.id, body.member, body.apiKeyId]);
  const storeIds = page.map(({ body }) => body.storeId);
  const names = new Map([
    ...(await namesOf(
      ctx,
      ids.filter((id) => id !== undefined),
    )),
    ...(await storeNamesOf(
      ctx,
      storeIds.filter((id) => id !== undefined),
    )),
  ]);
  return {
    events: page.map(({ row, body }) => shown(row, body, names)),
    nextBeforeSeq: rows.length > pageSize ? (page.at(-1)?.row.seq ?? null) : null,
  };
};

/** Of a body what is shown. Bodies of all versions, and tampered ones, must be shown somehow: nothing is required. */
const bodySchema = z
  .object({
    actor: z.object({ kind: z.string(), id: z.string() }).optional().catch(undefined),
    requestedBy: z.object({ id: z.string() }).optional().catch(undefined),
    deletionId: z.uuid().optional().catch(undefined),
    member: z.string().optional().catch(undefined),
    apiKeyId: z.string().optional().catch(undefined),
    storeId: z.string().optional().catch(undefined),
  })
  .loose();
type Body = z.infer<typeof bodySchema>;

const bodyOf = (text: string): Body => {
  try {
    return bodySchema.parse(JSON.parse(text));
  } catch {
    return {};
  }
};

const shown = (row: typeof ledgerEvents.$inferSelect, body: Body, names: Map<string, string>): ShownEvent => {
  const facts = factsOf(body);
  if (body.requestedBy !== undefined) {
    facts.requestedBy = names.get(body.requestedBy.id) ?? body.requestedBy.id;
  }
  if (body.member !== undefined) facts.member = names.get(body.member) ?? body.member;
  if (body.storeId !== undefined) facts.store = names.get(body.storeId) ?? body.storeId;
  if (body.apiKeyId !== undefined) facts.apiKey = names.get(body.apiKeyId) ?? body.apiKeyId;
  return {
    seq: row.seq,
    kind: row.kind,
    recordedAt: row.recordedAt.toISOString(),
    hash: row.hash.toString("hex"),
    actor: body.actor === undefined ? null : { ...body.actor, label: names.get(body.actor.id) ?? null },
    deletionId: body.deletionId ?? null,
    facts,
  };
};

/** The ledger itself holds ids only, so that a member can be forgotten; addresses and keys' names are read beside it. */
const namesOf = async (ctx: Context, ids: string[]): Promise<Map<string, string>> => {
  const known = [...new Set(ids)].filter((id) => z.uuid().safeParse(id).success);
  if (known.length === 0) return new Map();
  const rows = await Promise.all([
    ctx.database
      .select({ id: members.id, name: members.email })
      .from(members)
      .where(inArray(members.id, known)),
    ctx.database
      .select({ id: apiKeys.id, name: apiKeys.name })
      .from(apiKeys)
      .where(inArray(apiKeys.id, known)),
  ]);
  return new Map(rows.flat().map(({ id, name }) => [id, name]));
};

const storeNamesOf = async (ctx: Context, ids: string[]): Promise<[string, string][]> => {
  if (ids.length === 0) return [];
  const rows = await ctx.database
    .select({ id: stores.id, name: stores.name })
    .from(stores)
    .where(inArray(stores.id, [...new Set(ids)]));
  return rows.map(({ id, name }) => [id, name]);
};
