import type { ConsoleSession } from "../console/console-session";
import { timed } from "../in-turn";
import type { Measurement } from "../measurement";
import { summaryOf } from "../statistics";
import { getOrThrow } from "./page-paths";

const pages = [
  { name: "memories, a page of the table", path: "/api/memories" },
  { name: "memories, as HTML", path: "/memories" },
];

/** How long each of the pages of memories took, in milliseconds. */
export const askForPages = async (session: ConsoleSession): Promise<number[]> => {
  const found: number[] = [];
  for (const { path } of pages) found.push(await timed(() => getOrThrow(session, path)));
  return found;
};

/** Here "bare" is the same page at rest, and it is the slowest of the answers that count. `doing`: what went on meanwhile. */
export const comparePages = ({
  section,
  doing,
  atRest,
  during,
  factorMax,
}: {
  section: string;
  doing: string;
  atRest: number[][];
  during: number[][];
  factorMax: number;
}): Measurement[] =>
  pages.map(({ name }, index) => {
    const ofPage = (rounds: number[][]) => summaryOf(rounds.map((round) => round[index] ?? 0));
    const [bare, product] = [ofPage(atRest), ofPage(during)];
    const goal = { words: `p95 ≤ ${factorMax} × p95 at rest`, limit: factorMax * bare.p95 };
    return {
      section,
      name: `${name}, ${doing}`,
      unit: "ms",
      n: during.length,
      bare,
      product,
      ratio: product.p95 / bare.p95,
      goal,
      isMet: product.p95 <= goal.limit,
    };
  });
