import { mkdirSync } from "node:fs";
import path from "node:path";
import { addClean } from "@/lib/cleaning/server/request-clean";
import { cleaningActor } from "@/lib/cleaning/types";
import { openDatabase } from "@/lib/database/server/database";
import { startConsole } from "../console/start-console";
import { WrongAnswerError, type Section } from "../section";
import { askForPages, comparePages } from "./compare-pages";
import { onCopy, wipe } from "./large-case";

const section = "clean-pages";
const factorMax = 2;

/** The console while it writes the files of the whole store anew: what somebody sees who looks at memories meanwhile. */
export const pagesDuringClean: Section = {
  name: section,
  needs: "database",
  run: (bench) =>
    onCopy(bench, { ...wipe, section: "clean_pages" }, async (client, copy, matching) => {
      // The other console's anchors are of another ledger.
      const dataDir = path.join(copy.dataDir, "clean-pages");
      mkdirSync(dataDir);
      const web = await startConsole({ ...copy, dataDir }, bench.lifetime, bench.log);
      const database = openDatabase(copy.url, { connectionsMax: 1 });
      const statusNow = async () =>
        (
          await client.query<{ status: string }>(
            "select status from cleans order by requested_at desc limit 1",
          )
        ).rows[0]?.status;
      try {
        for (let round = 0; round < (bench.hasFewRounds ? 5 : 200); round++) await askForPages(web);
        const atRest: number[][] = [];
        for (let round = 0; round < (bench.hasFewRounds ? 10 : 100); round++)
          atRest.push(await askForPages(web));
        const startedAt = performance.now();
        await addClean({ database, now: () => new Date(), actor: cleaningActor });
        const during: number[][] = [];
        for (let status = await statusNow(); status !== "completed"; status = await statusNow()) {
          if (status === "failed" || status === "cancelled")
            throw new WrongAnswerError(`The clean ended ${status}.`);
          bench.signal.throwIfAborted();
          during.push(await askForPages(web));
        }
        bench.log(`The clean took ${Math.round((performance.now() - startedAt) / 1000)} s.`);
        const doing = `while the files of ${matching.toLocaleString("en-US")} are written anew`;
        return comparePages({ section, doing, atRest, during, factorMax });
      } finally {
        await database.$client.end();
        await web.stop();
      }
    }),
};
