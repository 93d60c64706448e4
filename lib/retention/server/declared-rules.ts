import { readFileSync } from "node:fs";
import { and, eq, isNotNull, ne, sql } from "drizzle-orm";
import { z } from "zod";
import type { Actor } from "@/lib/access/types";
import type { Context } from "@/lib/access/context";
import { ruleTermsSchema, type RuleTermsInput } from "@/lib/retention/schema";
import { ExpectedError } from "@/lib/errors/expected-error";
import { getStore } from "@/lib/stores/server/get-store";
import { builtinStoreId, type StoreId } from "@/lib/stores/store-ids";
import { storeIdSchema } from "@/lib/stores/store-id-schema";
import { members } from "@/drizzle/schema/members";
import { retentionRules } from "@/drizzle/schema/retention";
import { lockRule } from "./lock-rule";
import { createRule, pause, returnDeclared, writeVersion } from "./manage-rules";
import { refuseUnknown } from "./takes-all";

/** A mistake in LETHE_RETENTION_FILE. Its message says where, and repeats nothing that can name a person. */
export class RetentionFileError extends Error {
  override readonly name = "RetentionFileError";
}

const rulesMax = 100;
const ruleSchema = z.strictObject({
  id: z.string().min(1).max(60),
  store: storeIdSchema.default(builtinStoreId),
  /** The address of the admin who answers for it. */
  answers: z.email(),
  name: z.unknown().optional(),
  filter: z.unknown().optional(),
  keepsImmutable: z.unknown().optional(),
  schedule: z.unknown().optional(),
  timeZone: z.string().default("UTC"),
  waitDays: z.int().default(7),
  countMax: z.int().default(1_000),
  usualFactor: z.number().default(3),
});
const fileSchema = z.strictObject({ rules: z.array(z.unknown()).max(rulesMax) });

export type DeclaredRule = {
  id: string;
  storeId: StoreId;
  answers: string;
  terms: Omit<RuleTermsInput, "answererId">;
};

/** Reads the file: `{"rules": [{"id": …, "name": …, "filter": …, "schedule": …, "answers": …}]}`. Throws RetentionFileError. */
export const readDeclaredRules = (path: string): DeclaredRule[] => {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    const isSyntax = error instanceof SyntaxError;
    throw new RetentionFileError(
      `LETHE_RETENTION_FILE ${isSyntax ? "is no JSON" : "cannot be read"}. It must hold {"rules": […]}.`,
    );
  }
  const file = fileSchema.safeParse(value);
  if (!file.success) throw new RetentionFileError('LETHE_RETENTION_FILE must hold {"rules": […]}.');
  const rules = file.data.rules.map(readOne);
  rules.forEach(({ id }, index) => {
    if (rules.findIndex((other) => other.id === id) !== index)
      throw problem(index, "id", "Another rule has this ID.");
  });
  return rules;
};

const readOne = (value: unknown, index: number): DeclaredRule => {
  const rule = ruleSchema.safeParse(value);
  if (!rule.success) throw problemOf(index, rule.error);
  const { id, store, answers, ...terms } = rule.data;
  // Whom the address is of, is known once there is a database.
  const parsed = ruleTermsSchema.safeParse({ ...terms, answererId: "00000000-0000-4000-8000-000000000000" });
  if (!parsed.success) throw problemOf(index, parsed.error);
  const { answererId: _none, ...read } = parsed.data;
  return { id, storeId: store, answers, terms: read };
};

const problemOf = (index: number, { issues }: z.ZodError): RetentionFileError =>
  problem(index, issues[0]?.path[0] === undefined ? "" : String(issues[0].path[0]), issues[0]?.message ?? "");

const problem = (index: number, place: string, sentence: string): RetentionFileError =>
  new RetentionFileError(
    `LETHE_RETENTION_FILE, rule ${index + 1}${place === "" ? "" : `, ${place}`}: ${sentence}`,
  );

const fileActor: Actor = { kind: "system", id: "retention-file", label: "LETHE_RETENTION_FILE" };

/**
 * Brings the rules that the file declares up to it. A new one, a changed one, and one that is back, is a draft until an admin has
 * looked at what it takes and turned it on; one that left the file is paused, and can be removed. None goes to another store. `log` is
 * told what could not be done, by the rule's ID.
 */
export const syncDeclaredRules = async (
  given: Pick<Context, "database" | "secret" | "now" | "allowsPrivateStores">,
  declared: readonly DeclaredRule[],
  log: (line: string) => void,
): Promise<void> => {
  const ctx: Context = { ...given, actor: fileActor };
  for (const rule of declared) {
    const [answerer] = await ctx.database
      .select({ id: members.id })
      .from(members)
      .where(eq(members.email, rule.answers.toLowerCase()));
    if (answerer === undefined) {
      log(`The retention rule ${rule.id} was not read: nobody with the address under "answers" is a member.`);
      continue;
    }
    try {
      await syncOne(ctx, rule, { ...rule.terms, answererId: answerer.id });
    } catch (error) {
      const why = error instanceof Error && error.name === "ExpectedError" ? error.message : "of an error.";
      log(`The retention rule ${rule.id} was not read: ${why}`);
    }
  }
  await pauseGone(ctx, new Set(declared.map(({ id }) => id)));
};

const syncOne = async (ctx: Context, { id, storeId }: DeclaredRule, terms: RuleTermsInput): Promise<void> => {
  const [row] = await ctx.database
    .select({ id: retentionRules.id, storeId: retentionRules.storeId })
    .from(retentionRules)
    .where(and(eq(retentionRules.declaredAs, id), ne(retentionRules.status, "removed")));
  if (row === undefined) {
    await createRule(ctx, { storeId, terms, declaredAs: id });
    return;
  }
  // What was found, and what was let go on, was of that store.
  if (row.storeId !== storeId)
    throw new ExpectedError(
      "invalid_input",
      "it names another store than before. Give the rule for that store another ID.",
    );
  if (terms.keepsImmutable) refuseUnknown(await getStore(ctx, storeId), terms);
  await ctx.database.transaction(async (transaction) => {
    const locked = await lockRule(transaction, row.id);
    if (isSame(terms, locked.version)) {
      if (locked.rule.pausedBecause === "declaration_gone") await returnDeclared(transaction, ctx, locked);
      return;
    }
    await writeVersion(transaction, ctx, locked, terms);
  });
};

const isSame = (terms: RuleTermsInput, version: Record<string, unknown>): boolean =>
  Object.entries(terms).every(
    ([name, value]) => JSON.stringify(inOrder(value)) === JSON.stringify(inOrder(version[name])),
  );

/** The database keeps the fields of an object in an order of its own. */
const inOrder = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== "object" || value === null) return value;
  const fields = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return fields.map(([name, field]) => [name, inOrder(field)]);
};

const pauseGone = async (ctx: Context, ids: ReadonlySet<string>): Promise<void> => {
  const rows = await ctx.database
    .select({ id: retentionRules.id, declaredAs: retentionRules.declaredAs })
    .from(retentionRules)
    .where(
      and(
        isNotNull(retentionRules.declaredAs),
        ne(retentionRules.status, "removed"),
        sql`${retentionRules.pausedBecause} is distinct from 'declaration_gone'`,
      ),
    );
  for (const row of rows) {
    if (row.declaredAs === null || ids.has(row.declaredAs)) continue;
    await ctx.database.transaction(async (transaction) => {
      await pause(transaction, ctx, await lockRule(transaction, row.id), "declaration_gone");
    });
  }
};
