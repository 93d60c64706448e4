import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import type { BenchResult } from "@/bench/run-sections";
import { slopesOf } from "@/bench/slopes/slopes";
import { machineWords, slopesMarkdown } from "@/bench/slopes/slopes-markdown";
import { slopesPicture } from "@/bench/slopes/slopes-picture";
import { StartError } from "./start-error";

const usage =
  "Usage: npm run slopes -- --picture FILE.svg RESULT.json RESULT.json …, each from npm run bench -- --rows N --json RESULT.json.";

/** `npm run slopes`: how the paths of several runs of the bench grow with the number of memories, as a table and a picture. */
export default function slopes(args: string[]): void {
  const { values, positionals } = parseArgs({
    args,
    options: { picture: { type: "string" } },
    allowPositionals: true,
  });
  if (values.picture === undefined || positionals.length < 2) throw new StartError(usage);
  const results = positionals.map((file) => JSON.parse(readFileSync(file, "utf8")) as BenchResult);
  const rows = [...new Set(results.map(({ facts }) => facts.rows))].sort((a, b) => a - b);
  const found = slopesOf(rows, results);
  const [first] = results;
  if (first !== undefined) console.log(`${machineWords(first.facts)}\n`);
  console.log(slopesMarkdown(rows, found));
  writeFileSync(values.picture, `${slopesPicture(rows, found)}\n`);
}
