import { openDatabase } from "@/lib/database/server/database";
import { inTurn, timed } from "../in-turn";
import { compared, timesBare } from "../measurement";
import type { Section } from "../section";
import { deletedCount, deletionRounds, freshIds, rawDelete } from "./raw-delete";
import { runNext } from "./run-next";
import { adminContext, requestListed, requireDeleted } from "./request-selection";

const section = "deletion";
const name = `delete ${deletedCount.toLocaleString("en-US")} listed, items and ledger`;

/** The verbs one after the other, in this process: nothing but the work. */
export const deletion: Section = {
  name: section,
  needs: "database",
  run: async (bench) => {
    const database = openDatabase(bench.database.url);
    try {
      const ctx = adminContext(bench, database);
      const parts: { request: number; run: number }[] = [];
      const product = async () => {
        const ids = freshIds(bench);
        let id = "";
        const request = await timed(async () => ({ id } = await requestListed(ctx, ids)));
        const run = await timed(() => runNext(bench, ctx, id));
        await requireDeleted(bench, id, ids);
        parts.push({ request, run });
        return request + run;
      };
      const rounds = deletionRounds(bench);
      const samples = await inTurn(rounds, { bare: await rawDelete(bench), product });
      const measured = parts.slice(rounds.warmUp);
      const { bare } = samples;
      return [
        compared({ section, name }, samples, timesBare(3)),
        compared(
          { section, name: "of it, the request" },
          { bare, product: measured.map((each) => each.request) },
          null,
        ),
        compared(
          { section, name: "of it, the run" },
          { bare, product: measured.map((each) => each.run) },
          null,
        ),
      ];
    } finally {
      await database.$client.end();
    }
  },
};
