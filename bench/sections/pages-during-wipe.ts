import { mkdirSync } from "node:fs";
import path from "node:path";
import { openDatabase } from "@/lib/database/server/database";
import { startConsole } from "../console/start-console";
import { timed } from "../in-turn";
import type { Measurement } from "../measurement";
import { WrongAnswerError, type Section } from "../section";
import { summaryOf } from "../statistics";
import { onCopy, wipe } from "./large-case";
import { getOrThrow } from "./page-paths";
import { adminContext, requestSelection } from "./request-selection";

const section = "wipe-pages";
const factorMax = 3;
const paths = [
  { name: "memories, a page of the table", path: "/api/memories" },
  { name: "memories, as HTML", path: "/memories" },
];

/** The console while its own runner wipes the store: what somebody else sees who looks at memories meanwhile. */
export const pagesDuringWipe: Section = {
  name: section,
  needs: "database",
  run: (bench) =>
    onCopy(bench, { ...wipe, section: "wipe_pages" }, async (client, copy, matching) => {
      // The other console's anchors are of another ledger.
      const dataDir = path.join(copy.dataDir, "wipe-pages");
      mkdirSync(dataDir);
      const web = await startConsole({ ...copy, dataDir }, bench.lifetime, bench.log);
      const database = openDatabase(copy.url, { connectionsMax: 1 });
      const ask = async (): Promise<number[]> => {
        const found: number[] = [];
        for (const page of paths) found.push(await timed(() => getOrThrow(web, page.path)));
        return found;
      };
      try {
        for (let round = 0; round < (bench.isQuick ? 5 : 200); round++) await ask();
        const atRest: number[][] = [];
        for (let round = 0; round < (bench.isQuick ? 10 : 100); round++) atRest.push(await ask());
        const { id } = await requestSelection(adminContext(bench, database), wipe.selection, matching);
        const during: number[][] = [];
        const statusNow = async () =>
          (await client.query<{ status: string }>("select status from deletions where id = $1", [id])).rows[0]
            ?.status;
        let status = await statusNow();
        for (; status !== "completed"; status = await statusNow()) {
          if (status === "failed" || status === "partial")
            throw new WrongAnswerError(`The wipe ended ${status}.`);
          bench.signal.throwIfAborted();
          during.push(await ask());
        }
        return paths.map(({ name }, index) =>
          compareP95(
            `${name}, while ${matching.toLocaleString("en-US")} are wiped`,
            atRest.map((round) => round[index] ?? 0),
            during.map((round) => round[index] ?? 0),
          ),
        );
      } finally {
        await database.$client.end();
        await web.stop();
      }
    }),
};

/** Here "bare" is the same page at rest, and it is the slowest of the answers that count. */
function compareP95(name: string, atRest: number[], during: number[]): Measurement {
  const [bare, product] = [summaryOf(atRest), summaryOf(during)];
  const goal = { words: `p95 ≤ ${factorMax} × p95 at rest`, limit: factorMax * bare.p95 };
  return {
    section,
    name,
    unit: "ms",
    n: during.length,
    bare,
    product,
    ratio: product.p95 / bare.p95,
    goal,
    isMet: product.p95 <= goal.limit,
  };
}
