import type { Context } from "@/lib/access/context";
import { openDatabase } from "@/lib/database/server/database";
import { emptyScope, wildcard, type Scope } from "@/lib/deletions/scope/scope";
import { previewSelection } from "@/lib/deletions/server/preview/preview-selection";
import type { SelectionPreview } from "@/lib/stores/preview";
import { builtinStoreId } from "@/lib/stores/store-ids";
import { appAt, userAt } from "../data/generated-memory";
import { inTurn, timed } from "../in-turn";
import { compared, timesBare, type Measurement } from "../measurement";
import { WrongAnswerError, type Bench, type Section } from "../section";
import { barePreview, type BareAnswer } from "./bare-preview";
import { adminContext } from "./request-selection";

const cases: { name: string; scope: Partial<Scope>; condition: string; asksNear: boolean }[] = [
  {
    name: "the whole store",
    scope: { user_id: wildcard, agent_id: wildcard, app_id: wildcard, run_id: wildcard },
    condition: "true",
    asksNear: false,
  },
  {
    name: "an app, 12 % of all",
    scope: { app_id: appAt(1) },
    condition: `app_id = '${appAt(1)}'`,
    asksNear: false,
  },
  {
    name: "any user, 90 %, and what is near",
    scope: { user_id: wildcard },
    condition: "user_id is not null",
    asksNear: true,
  },
  {
    name: "one user, 0.4 %, and what is near",
    scope: { user_id: userAt(20) },
    condition: `user_id = '${userAt(20)}'`,
    asksNear: true,
  },
];

/** The preview with all its breakdowns, beside the plain queries for the same numbers, one after the other. */
export const preview: Section = {
  name: "preview",
  needs: "database",
  run: async (bench) => {
    const database = openDatabase(bench.database.url);
    try {
      const ctx = adminContext(bench, database);
      const measurements: Measurement[] = [];
      for (const each of cases) {
        bench.signal.throwIfAborted();
        measurements.push(await measure(bench, ctx, each));
      }
      return measurements;
    } finally {
      await database.$client.end();
    }
  },
};

async function measure(
  bench: Bench,
  ctx: Context,
  { name, scope, condition, asksNear }: (typeof cases)[number],
): Promise<Measurement> {
  const selection = {
    kind: "scope" as const,
    scope: { ...emptyScope, ...scope },
    excludedIds: [],
    keepsImmutable: false,
  };
  let answer: BareAnswer | undefined;
  let shown: SelectionPreview | undefined;
  const rounds = bench.hasFewRounds ? { warmUp: 1, measured: 2 } : { warmUp: 2, measured: 9 };
  const samples = await inTurn(rounds, {
    bare: () => timed(async () => (answer = await barePreview(bench.client, condition, asksNear))),
    product: () =>
      timed(async () => (shown = await previewSelection(ctx, { storeId: builtinStoreId, selection }))),
  });
  if (answer === undefined || shown === undefined) throw new Error("Nothing was measured.");
  requireSame(name, answer, shown);
  const outOfTime = shown.near.kind === "unknown" ? ", what is near took too long to tell" : "";
  const size = `${shown.count.toLocaleString("en-US")}${outOfTime}`;
  return compared({ section: "preview", name, size }, samples, timesBare(1.3));
}

function requireSame(name: string, bare: BareAnswer, { near, ...shown }: SelectionPreview): void {
  const largestOf = (field: "user_id" | "run_id" | "categories") =>
    shown.breakdowns[field].rows.find(({ value }) => value !== null)?.count;
  const answered: BareAnswer = {
    count: shown.count,
    monthCount: shown.byMonth.length,
    largest: [largestOf("user_id"), largestOf("run_id"), largestOf("categories")],
    newestId: shown.sample[0]?.id,
    // Out of time is an answer as well, and told in the line's name.
    nearCount: near.kind === "unknown" ? bare.nearCount : near.kind === "counted" ? near.count : null,
  };
  if (JSON.stringify(answered) === JSON.stringify(bare)) return;
  throw new WrongAnswerError(
    `The preview of ${name} says ${JSON.stringify(answered)}, and not ${JSON.stringify(bare)}.`,
  );
}
