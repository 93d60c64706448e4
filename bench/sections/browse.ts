import { memoryIdSchema } from "@/lib/memories/memory-id-schema";
import type { Console } from "../console/start-console";
import { inTurn } from "../in-turn";
import { compared, msPlusTimesBare, timesBare, type Measurement } from "../measurement";
import { WrongAnswerError, type Bench, type Section } from "../section";
import { singleFilters } from "./browse-cases";
import { requireSameMemories, pageRounds, routePath, statementPath, type PagePath } from "./page-paths";

/** A server just started answers in twice the time: its code is compiled over the first thousand requests or so. */
const serverWarmUp = { full: 1500, quick: 20 };
const goals = { firstPage: msPlusTimesBare(2, 1.5), anyPage: msPlusTimesBare(3, 1.5) };

/** The memories page: over HTTP, signed in, beside the statement that fetches the same rows. */
export const browse: Section = {
  name: "browse",
  needs: "console",
  run: async (bench, web) => {
    const measurements: Measurement[] = [];
    const { client } = bench;
    const firstPage = () => routePath(web, {});
    const compare = async (name: string, bare: PagePath, product: PagePath, goal = goals.anyPage) => {
      bench.signal.throwIfAborted();
      const samples = await inTurn(pageRounds(bench), { bare: bare.run, product: product.run });
      const shownCount = requireSameMemories(name, bare, product);
      measurements.push(compared({ section: "browse", name, size: `${shownCount} shown` }, samples, goal));
    };

    const warmUp = firstPage();
    for (let round = 0; round < serverWarmUp[bench.hasFewRounds ? "quick" : "full"]; round++) {
      bench.signal.throwIfAborted();
      await warmUp.run(round);
    }
    await compare("first page", statementPath(client, "true"), firstPage(), goals.firstPage);
    for (const { name, filter, text, condition } of singleFilters(bench.rows)) {
      await compare(name, statementPath(client, condition), routePath(web, { filter, text }));
    }
    const deep = await deepPage(bench, web);
    await compare("after nine tenths", deep.bare, deep.product);
    measurements.push(await compareDepths(bench, firstPage(), deep.product));
    return measurements;
  },
};

/** The page after nine tenths of all memories, by its cursor. */
async function deepPage({ client, rows }: Bench, web: Console) {
  const depth = Math.floor(rows * 0.9);
  const { rows: found } = await client.query<{ id: string; created_at: Date }>(
    `select id, created_at from memories order by created_at desc, id desc offset ${depth - 1} limit 1`,
  );
  const [last] = found;
  if (last === undefined) throw new WrongAnswerError(`There is no memory at ${depth}.`);
  const at = last.created_at.toISOString();
  return {
    bare: statementPath(client, `(created_at, id) < ('${at}', '${last.id}')`),
    product: routePath(web, {
      cursor: { direction: "after", position: { at, id: memoryIdSchema.parse(last.id) } },
    }),
  };
}

/** Of the product alone: here "bare" is its own first page. */
async function compareDepths(bench: Bench, first: PagePath, deep: PagePath): Promise<Measurement> {
  const samples = await inTurn(pageRounds(bench), { bare: first.run, product: deep.run });
  const name = "after nine tenths (product) beside page one (product)";
  return compared({ section: "browse", name }, samples, (median) => ({
    ...timesBare(1.3)(median),
    words: "≤ 1.3 × page one",
  }));
}
