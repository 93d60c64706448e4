import { createReadStream, statSync } from "node:fs";
import path from "node:path";
import type { Context } from "@/lib/context";
import { openDatabase } from "@/lib/database/server/database";
import { DatabaseError } from "@/lib/database/server/database-error";
import { migrateDatabase } from "@/lib/database/server/migrate-database";
import { importMemories } from "@/lib/imports/server/import-memories";
import type { BadLine, ImportProgress, ImportResult } from "@/lib/imports/types";
import { runToEnd } from "./bench/run-to-end";
import { findDatabase } from "./find-database";
import type { Lifetime } from "./lifetime";
import { readOrCreateSecrets } from "./postgres/data-folder";
import { readSettings } from "./settings";
import { databaseStartError } from "./database-start-error";
import { errorCode, StartError } from "./start-error";

const usage = `Usage: npm run import -- FILE
FILE is JSON Lines, a JSON array or an answer of Mem0's list; "-" reads it from the standard input.`;

/**
 * `npm run import -- FILE`: adds the memories of a file to the built-in store, also while Lethe runs. Exits with 0 when
 * the file was read to its end, bad lines or not (their number is in the last sentence); with 1 when it could not be, or
 * the database failed; with 130 after Ctrl-C. What was added before stays, and importing the file again adds the rest.
 */
export default async function importFile(args: string[]): Promise<number> {
  const [file, ...rest] = args;
  if (file === undefined || rest.length > 0 || (file.startsWith("-") && file !== "-"))
    throw new StartError(usage);
  const input = openInput(file);
  // Kept here, since an interrupted task has no result of its own and yet has added memories.
  const ended: { result: ImportResult | null } = { result: null };
  await runToEnd(async (lifetime) => {
    ended.result = await runImport(input, lifetime);
  }).catch((error: unknown) => {
    throw error instanceof DatabaseError
      ? new StartError(
          `\nThe import stopped, as the database could not go on (${error.code}). Import the file again to add the rest.`,
        )
      : error;
  });
  return ended.result === null ? 130 : conclude(ended.result, input.name);
}

type Input = { source: AsyncIterable<Uint8Array>; name: string; byteCount: number | null };

function openInput(file: string): Input {
  if (file === "-") return { source: process.stdin, name: "the standard input", byteCount: null };
  // npm itself has gone to the project's folder; the path is meant from where it was called.
  const absolute = path.resolve(process.env.INIT_CWD ?? ".", file);
  try {
    const status = statSync(absolute);
    if (status.isDirectory()) throw new StartError(`${file} is a folder: give the file to import.`);
    // Pipes have no size to tell.
    return {
      source: createReadStream(absolute),
      name: file,
      byteCount: status.isFile() ? status.size : null,
    };
  } catch (error) {
    if (error instanceof StartError) throw error;
    throw new StartError(`${file} cannot be read (${errorCode(error) ?? "unknown reason"}).`);
  }
}

async function runImport(input: Input, lifetime: Lifetime): Promise<ImportResult> {
  const settings = readSettings(process.env);
  const url = await findDatabase(settings, lifetime);
  await migrateDatabase(url).catch((error: unknown) => {
    throw databaseStartError(error);
  });
  lifetime.signal.throwIfAborted();
  const database = openDatabase(url, { connectionsMax: 3 });
  // Waits for the batch under way.
  lifetime.onStop(() => database.$client.end());
  const ctx: Context = {
    actor: { kind: "system", id: "import-command", label: "npm run import" },
    database,
    now: () => new Date(),
    secret: settings.secret ?? readOrCreateSecrets(settings.dataDir).letheSecret,
    allowsPrivateStores: false,
  };
  const screen = progressLine(input.byteCount);
  try {
    return await importMemories(ctx, {
      source: input.source,
      signal: lifetime.signal,
      onProgress: screen.show,
      onBadLine: (line) => screen.print(badLineText(line)),
    });
  } finally {
    screen.clear();
  }
}

/** One line on the terminal that is written over; nothing where the output goes to a file. */
function progressLine(byteCount: number | null) {
  const { isTTY } = process.stderr;
  const write = (text: string) => process.stderr.write(text);
  const clear = () => isTTY && write("\r\u001b[K");
  return {
    show: ({ byteCount: read, addedCount, alreadyPresentCount, badCount }: ImportProgress) => {
      if (!isTTY) return;
      const share =
        byteCount === null || byteCount === 0 ? "" : `${Math.floor((read / byteCount) * 100)} %, `;
      clear();
      write(`${share}${numbers(addedCount, alreadyPresentCount, badCount)}`);
    },
    print: (line: string) => {
      clear();
      write(`${line}\n`);
    },
    clear,
  };
}

const badLineText = ({ place, number, reason }: BadLine): string =>
  `${place === "line" ? "line" : "memory"} ${number}: ${reason}`;

const numbers = (added: number, present: number, bad: number): string => {
  const [a, p, b] = [added, present, bad].map((count) => count.toLocaleString("en-US"));
  return `${a} added, ${p} already there, ${b} bad`;
};

function conclude(result: ImportResult, name: string): number {
  const counts = numbers(result.addedCount, result.alreadyPresentCount, result.badCount);
  const read = `${result.lineCount.toLocaleString("en-US")} ${result.lineCount === 1 ? "memory" : "memories"}`;
  switch (result.end) {
    case "complete":
      console.log(`Read ${read} from ${name}: ${counts}.`);
      return 0;
    case "aborted":
      console.log(`Stopped after ${read} of ${name}: ${counts}. Import it again to add the rest.`);
      return 130;
    case "source_failed":
      console.log(`${name} could not be read to its end. Read ${read}: ${counts}.`);
      return 1;
  }
}
