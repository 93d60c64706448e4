import type pg from "pg";
import { wildcard } from "@/lib/deletions/scope/scope";
import { appAt } from "../data/generated-memory";
import type { Bench } from "../section";
import { connect, type TemporaryDatabase } from "../temporary-database";
import type { Selection } from "./request-selection";

/** A deletion that takes a good part of the store, and the condition that somebody who writes SQL would write for it. */
export type LargeCase = { section: string; name: string; selection: Selection; condition: string };

const apps = [appAt(3), appAt(6)];
export const byFilter: LargeCase = {
  section: "filter",
  name: "by filter, two apps",
  selection: { kind: "matching", filter: { field: "app_id", operator: "in", value: apps } },
  condition: `app_id in (${apps.map((app) => `'${app}'`).join(", ")})`,
};
export const wipe: LargeCase = {
  section: "wipe",
  name: "wipe",
  selection: {
    kind: "scope",
    scope: { user_id: wildcard, agent_id: wildcard, app_id: wildcard, run_id: wildcard },
  },
  condition: "true",
};

/** Runs `work` on a fresh copy of the store; it is given a connection, the address and how many memories match. */
export async function onCopy<Result>(
  bench: Bench,
  { section, condition }: Pick<LargeCase, "section" | "condition">,
  work: (client: pg.Client, copy: TemporaryDatabase, matching: number) => Promise<Result>,
): Promise<Result> {
  bench.signal.throwIfAborted();
  const name = `bench_${section}`;
  const copy = await bench.pristine.copyTo(name);
  const client = await connect(copy.url);
  try {
    const { rows } = await client.query<{ count: number }>(
      `select count(*)::integer as count from memories where (${condition}) and stored_at <= now()`,
    );
    return await work(client, copy, rows[0]?.count ?? 0);
  } finally {
    await client.end();
    await bench.pristine.drop(name);
  }
}
