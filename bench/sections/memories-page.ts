import { inTurn, timed } from "../in-turn";
import { compared } from "../measurement";
import { WrongAnswerError, type Section } from "../section";
import { getOrThrow, pageRounds, statementPath } from "./page-paths";

/** The whole page as a browser first loads it. Without a goal, since most of it is rendering and no query. */
export const memoriesPage: Section = {
  name: "page",
  needs: "console",
  run: async (bench, web) => {
    const bare = statementPath(bench.client, "true");
    let html = "";
    const product = () => timed(async () => (html = await getOrThrow(web, "/memories")));
    const samples = await inTurn(pageRounds(bench), { bare: bare.run, product });
    const missing = bare.ids().filter((id) => !html.includes(id));
    if (missing.length > 0) throw new WrongAnswerError(`/memories lacks ${missing.length} of its memories.`);
    return [compared({ section: "page", name: "/memories as HTML" }, samples, null)];
  },
};
