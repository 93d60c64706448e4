import type pg from "pg";
import { z } from "zod";
import { openDatabase } from "@/lib/database/server/database";
import { inTurn, timed } from "../in-turn";
import { compared } from "../measurement";
import { WrongAnswerError, type Section } from "../section";
import { connect } from "../temporary-database";
import { deletedCount, deletionRounds, freshIds, rawDelete } from "./raw-delete";
import { adminContext, requestListed, requireDeleted } from "./request-selection";

const section = "runner";
const secondsMax = 60;
const changeSchema = z.object({ status: z.string() });

/** From the request until the web server's runner, woken by it, reports the end: what a person waits for. Without a goal. */
export const deletionByServer: Section = {
  name: section,
  needs: "console",
  run: async (bench) => {
    const database = openDatabase(bench.database.url, { connectionsMax: 2 });
    const listener = await connect(bench.database.url);
    await listener.query("listen lethe_deletions");
    try {
      const ctx = adminContext(bench, database);
      const product = async () => {
        const ids = freshIds(bench);
        let id = "";
        const ms = await timed(async () => {
          const completed = nextCompleted(listener);
          ({ id } = await requestListed(ctx, ids));
          await completed;
        });
        await requireDeleted(bench, id, ids);
        return ms;
      };
      const rounds = deletionRounds(bench);
      const samples = await inTurn(rounds, { bare: await rawDelete(bench), product });
      const name = `delete ${deletedCount.toLocaleString("en-US")} listed, requested → completed by the server`;
      return [compared({ section, name }, samples, null)];
    } finally {
      await database.$client.end();
      await listener.end();
    }
  },
};

/** Resolves at the next deletion that is reported as completed; there is only one at a time. */
function nextCompleted(listener: pg.Client): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (settle: () => void) => {
      clearTimeout(timer);
      listener.off("notification", onChange);
      settle();
    };
    const onChange = ({ payload }: pg.Notification) => {
      if (changeSchema.parse(JSON.parse(payload ?? "{}")).status === "completed") end(resolve);
    };
    const tooLate = new WrongAnswerError(
      `The server did not complete a deletion within ${secondsMax} seconds.`,
    );
    const timer = setTimeout(() => end(() => reject(tooLate)), secondsMax * 1000);
    listener.on("notification", onChange);
  });
}
