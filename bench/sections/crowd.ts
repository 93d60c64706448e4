import { mkdirSync } from "node:fs";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type pg from "pg";
import type { Context } from "@/lib/access/context";
import { openDatabase } from "@/lib/database/server/database";
import type { ConsoleSession } from "../console/console-session";
import { startConsole } from "../console/start-console";
import { appAt } from "../data/generated-memory";
import { timed } from "../in-turn";
import { withinP95 } from "../measurement";
import type { Bench, Section } from "../section";
import { onCopy } from "./large-case";
import { getOrThrow } from "./page-paths";
import { adminContext, requestSelection } from "./request-selection";

const section = "crowd";
const crowdOf = ({ isQuick }: Bench) => (isQuick ? { people: 10, streams: 5 } : { people: 50, streams: 20 });
const deletionCount = 5;
/** Without a pause the goal is half of what it took when it was first measured: 2.3 to 2.8 s. */
const p95MsMax = { reading: 500, withoutPause: 1_150 };
const pages = ["/memories", "/history", "/entities", "/memories?user_id=user-7"];
type Pause = (person: number, round: number) => Promise<unknown>;
/** One to three seconds, the same in each run. */
const read: Pause = (person, round) => delay(1_000 + ((person * 389 + round * 811) % 2_000));
const noPause: Pause = () => Promise.resolve();

/**
 * Fifty people who browse, twenty event streams, and five deletions under way: first they read each page for a moment, then
 * they open one after the other without a pause, so that all wait for each other.
 */
export const crowd: Section = {
  name: section,
  needs: "database",
  run: (bench) =>
    onCopy(bench, { section, condition: "true" }, async (client, copy) => {
      const dataDir = path.join(copy.dataDir, section);
      mkdirSync(dataDir);
      const web = await startConsole({ ...copy, dataDir }, bench.lifetime, bench.log);
      const database = openDatabase(copy.url, { connectionsMax: 1 });
      const counts = crowdOf(bench);
      const people = Array.from({ length: counts.people }, web.anotherConnection);
      const streams = Array.from({ length: counts.streams }, web.anotherConnection);
      try {
        for (const stream of streams) listen(stream);
        await visit(people, 1, noPause);
        const others = `${counts.streams} streams, ${deletionCount} deletions`;
        const line = async (who: string, rounds: number, pause: Pause, max: number, firstApp: number) => {
          // Every other app, so that both lines have large and small ones.
          for (let index = 0; index < deletionCount; index++)
            await requestApp(adminContext(bench, database), client, firstApp + 2 * index);
          const name = `a page, with ${counts.people} people ${who}, ${others}`;
          return withinP95({ section, name }, await visit(people, rounds, pause), max);
        };
        return [
          await line("who read", bench.hasFewRounds ? 1 : 4, read, p95MsMax.reading, 0),
          await line("without a pause", bench.hasFewRounds ? 2 : 8, noPause, p95MsMax.withoutPause, 1),
        ];
      } finally {
        for (const session of [...people, ...streams]) session.close();
        await database.$client.end();
        await web.stop();
      }
    }),
};

async function requestApp(ctx: Context, client: pg.Client, index: number): Promise<void> {
  const app = appAt(index);
  const { rows } = await client.query<{ count: number }>(
    "select count(*)::integer as count from memories where app_id = $1",
    [app],
  );
  const filter = { field: "app_id", operator: "eq", value: app } as const;
  await requestSelection(ctx, { kind: "matching", filter }, rows[0]?.count ?? 0);
}

/** An event stream never ends by itself: it breaks off when its connection is closed. */
function listen(session: ConsoleSession): void {
  session.get("/api/events").catch(() => undefined);
}

/** How long each page took, in milliseconds, of everybody. */
async function visit(people: readonly ConsoleSession[], rounds: number, pause: Pause): Promise<number[]> {
  const took = await Promise.all(
    people.map(async (person, index) => {
      const own: number[] = [];
      for (let round = 0; round < rounds * pages.length; round++) {
        await pause(index, round);
        const page = pages[(index + round) % pages.length] ?? "/memories";
        own.push(await timed(() => getOrThrow(person, page)));
      }
      return own;
    }),
  );
  return took.flat();
}
