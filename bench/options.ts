import { parseArgs } from "node:util";
import { errorCode, StartError } from "@/scripts/start-error";

export type BenchOptions = {
  rows: number;
  /** Where the report goes as JSON, besides the table on the screen. */
  jsonFile: string | null;
  /** Names of the sections to run; null for all. */
  only: string[] | null;
  /** Few rounds: to see that everything still works, not to measure it. */
  isQuick: boolean;
};

const rowsDefault = { full: 1_000_000, quick: 20_000 };
/** A browser sees no more than pages: it is not worth loading a million for it alone. */
const rowsForBrowser = 100_000;
/** Fewer, and some of the filters would find nothing. */
const rowsMin = 10_000;

/** Reads the arguments after `npm run bench --`. Throws a StartError that says what is allowed. */
export function readOptions(args: readonly string[], sectionNames: readonly string[]): BenchOptions {
  const { values } = parse(args, sectionNames);
  const isQuick = values.quick ?? false;
  const full = values.only === "browser" ? rowsForBrowser : rowsDefault.full;
  const rows = Number(values.rows ?? (isQuick ? rowsDefault.quick : full));
  if (!Number.isInteger(rows) || rows < rowsMin || rows > 100_000_000) {
    throw new StartError(`--rows must be a whole number from ${rowsMin.toLocaleString("en-US")} on.`);
  }
  const only = values.only?.split(",").map((name) => name.trim()) ?? null;
  const unknown = only?.find((name) => !sectionNames.includes(name));
  if (unknown !== undefined) {
    throw new StartError(`--only takes some of ${sectionNames.join(", ")}; "${unknown}" is none of them.`);
  }
  return { rows, jsonFile: values.json ?? null, only, isQuick };
}

function parse(args: readonly string[], sectionNames: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        rows: { type: "string" },
        json: { type: "string" },
        only: { type: "string" },
        quick: { type: "boolean" },
      },
    });
  } catch (error) {
    if (errorCode(error)?.startsWith("ERR_PARSE_ARGS") !== true) throw error;
    throw new StartError(
      `Usage: npm run bench -- [--rows 1000000] [--only ${sectionNames.join(",")}] [--json FILE] [--quick]`,
    );
  }
}
