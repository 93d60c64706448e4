import path from "node:path";
import { parseArgs } from "node:util";
import { StartError } from "../start-error";

export type Arguments = {
  command: "verify" | "export" | "anchor";
  file: string | null;
  anchors: string | null;
};

/** Reads the command line; throws a StartError that says how it goes. Paths are absolute. */
export function readArguments(args: string[]): Arguments {
  const { positionals, values } = parse(args);
  const [command, target, ...rest] = positionals;
  const isKnown = command === "verify" || command === "export" || command === "anchor";
  const hasTooMuch =
    rest.length > 0 ||
    (target !== undefined && command !== "export") ||
    ((values.file ?? values.anchors) !== undefined && command !== "verify");
  if (!isKnown || hasTooMuch) throw new StartError(usage);
  return { command, file: pathOrNull(values.file ?? target), anchors: pathOrNull(values.anchors) };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: { file: { type: "string" }, anchors: { type: "string" } },
    });
  } catch {
    throw new StartError(usage);
  }
}

/** Relative to where npm was called: npm itself goes to the project's folder first. */
const pathOrNull = (file: string | undefined): string | null =>
  file === undefined ? null : path.resolve(process.env.INIT_CWD ?? ".", file);

const usage = `Usage:
  npm run ledger -- verify [--file EXPORT] [--anchors FILE]   of the database, or offline of an export
  npm run ledger -- export [FILE]                             as JSON Lines
  npm run ledger -- anchor                                    writes the head to LETHE_ANCHOR_FILE and LETHE_ANCHOR_URL`;
