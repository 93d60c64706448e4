import { timed } from "../in-turn";
import { withinP95, type Measurement } from "../measurement";
import type { Section } from "../section";
import { getOrThrow } from "./page-paths";

const section = "pages";
const msMax = 1_000;
const paths = ["/", "/memories", "/entities", "/people", "/delete", "/history", "/clean-up", "/ledger"];

/** Each page of the console as HTML, with the rows that the server writes into it. */
export const consolePages: Section = {
  name: section,
  needs: "console",
  run: async (bench, web) => {
    const rounds = bench.hasFewRounds ? { warmUp: 1, measured: 5 } : { warmUp: 10, measured: 30 };
    const measurements: Measurement[] = [];
    for (const path of paths) {
      const samples: number[] = [];
      for (let round = 0; round < rounds.warmUp + rounds.measured; round++) {
        bench.signal.throwIfAborted();
        samples.push(await timed(() => getOrThrow(web, path)));
      }
      measurements.push(withinP95({ section, name: path }, samples.slice(rounds.warmUp), msMax));
    }
    return measurements;
  },
};
