import { readOptions } from "@/bench/options";
import { tableOf } from "@/bench/report";
import { runSections } from "@/bench/run-sections";
import { runToEnd } from "./run-to-end";
import { sections } from "@/bench/sections";

/**
 * `npm run bench`: the product's own paths beside the bare SQL, in turn, on a database and a server of their own. A goal
 * that is missed is printed and is no failure; a path that answers wrongly is one.
 */
export default async function bench(args: string[]): Promise<number> {
  const options = readOptions(
    args,
    sections.map(({ name }) => name),
  );
  const chosen = sections.filter(({ name }) => options.only?.includes(name) ?? true);
  const log = (line: string) => console.error(line);
  const result = await runToEnd((lifetime) => runSections(chosen, options, lifetime, log));
  if (result === null) return 130;
  console.log(`\n${tableOf(result.facts, result.measurements)}`);
  return 0;
}
