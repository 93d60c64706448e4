import path from "node:path";
import { parseArgs } from "node:util";
import { parseVerifierKey, type VerifierKey } from "@/lib/ledger/log/verifier-key";
import { StartError } from "../start-error";

export type Arguments =
  | {
      command: "verify" | "export" | "anchor";
      file: string | null;
      anchors: string | null;
      /** Verifier keys, of which one has to have signed the last checkpoint. */
      keys: VerifierKey[];
    }
  | { command: "certificate"; certificate: string; file: string | null; key: string | null; match: boolean }
  /** `witnesses` have all to have cosigned. */
  | { command: "proof"; bundle: string; keys: VerifierKey[]; witnesses: VerifierKey[] };

/** Reads the command line; throws a StartError that says how it goes. Paths are absolute. */
export function readArguments(args: string[]): Arguments {
  const { positionals, values } = parse(args);
  const [command, target, ...rest] = positionals;
  if (command === "certificate") {
    const isElsewhere = (values.anchors ?? values.witness) !== undefined;
    if (target === undefined || rest.length > 0 || isElsewhere) throw new StartError(usage);
    const { file, key, match = false } = values;
    return { command, certificate: absolute(target), file: pathOrNull(file), key: pathOrNull(key), match };
  }
  if (command === "proof") {
    const isElsewhere = (values.file ?? values.anchors) !== undefined || values.match !== undefined;
    if (target === undefined || rest.length > 0 || isElsewhere) throw new StartError(usage);
    return { command, bundle: absolute(target), ...trustedKeys(values.key, values.witness) };
  }
  const isKnown = command === "verify" || command === "export" || command === "anchor";
  const hasTooMuch =
    rest.length > 0 ||
    values.match !== undefined ||
    values.witness !== undefined ||
    (target !== undefined && command !== "export") ||
    ((values.file ?? values.anchors ?? values.key) !== undefined && command !== "verify") ||
    (values.key !== undefined && values.file !== undefined);
  if (!isKnown || hasTooMuch) throw new StartError(usage);
  const { file, anchors, key } = values;
  return { command, file: pathOrNull(file ?? target), anchors: pathOrNull(anchors), keys: keysOf(key) };
}

/** A proof is held against a key that the reader has: one out of the bundle itself would prove nothing. */
function trustedKeys(
  key: string | undefined,
  witness: string | undefined,
): { keys: VerifierKey[]; witnesses: VerifierKey[] } {
  const [keys, witnesses] = [keysOf(key), keysOf(witness)];
  if (keys.length === 0) throw new StartError("Give the log’s verifier key, as you know it: --key VKEY");
  const wrong = keys.find(({ kind }) => kind !== "log") ?? witnesses.find(({ kind }) => kind !== "witness");
  if (wrong !== undefined) {
    throw new StartError(
      wrong.kind === "log"
        ? `${wrong.name} is the key of a log, and none that a witness cosigns with.`
        : `${wrong.name} is the key of a witness: give it with --witness.`,
    );
  }
  return { keys, witnesses };
}

/** An export holds no checkpoint, so that a key says nothing about one. */
function keysOf(text: string | undefined): VerifierKey[] {
  return (text ?? "")
    .split(/[\s,]+/)
    .filter((part) => part !== "")
    .map((part) => {
      const key = parseVerifierKey(part);
      if (key === null) throw new StartError(`${part} is no verifier key, such as name+id+key.`);
      return key;
    });
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        file: { type: "string" },
        anchors: { type: "string" },
        key: { type: "string" },
        witness: { type: "string" },
        match: { type: "boolean" },
      },
    });
  } catch {
    throw new StartError(usage);
  }
}

/** Relative to where npm was called: npm itself goes to the project's folder first. */
const absolute = (file: string): string => path.resolve(process.env.INIT_CWD ?? ".", file);
const pathOrNull = (file: string | undefined): string | null => (file === undefined ? null : absolute(file));

const usage = `Usage:
  npm run ledger -- verify [--file EXPORT] [--anchors FILE]   of the database, or offline of an export
  npm run ledger -- verify --key VKEY[,VKEY]                  and the last checkpoint is signed with a key you know
  npm run ledger -- export [FILE]                             as JSON Lines
  npm run ledger -- anchor                                    writes the head to LETHE_ANCHOR_FILE and LETHE_ANCHOR_URL
  npm run ledger -- proof FILE --key VKEY[,VKEY] [--witness VKEY[,VKEY]]
                                                              offline: whether the events of a proof bundle are in the log
                                                              of a key you know, and signed by all of these witnesses
  npm run ledger -- certificate FILE [--file EXPORT] [--key KEYS]
                                                              whether what a certificate claims stands in the ledger
  npm run ledger -- certificate FILE --match                  and whether names and ids, one a line of the standard
                                                              input, are those behind its references`;
