import { mkdirSync } from "node:fs";
import path from "node:path";
import { openDatabase } from "@/lib/database/server/database";
import { startConsole } from "../console/start-console";
import { WrongAnswerError, type Section } from "../section";
import { onCopy, wipe } from "./large-case";
import { askForPages, comparePages } from "./compare-pages";
import { adminContext, requestSelection } from "./request-selection";

const section = "wipe-pages";
const factorMax = 3;

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
      const ask = () => askForPages(web);
      try {
        for (let round = 0; round < (bench.hasFewRounds ? 5 : 200); round++) await ask();
        const atRest: number[][] = [];
        for (let round = 0; round < (bench.hasFewRounds ? 10 : 100); round++) atRest.push(await ask());
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
        const doing = `while ${matching.toLocaleString("en-US")} are wiped`;
        return comparePages({ section, doing, atRest, during, factorMax });
      } finally {
        await database.$client.end();
        await web.stop();
      }
    }),
};
