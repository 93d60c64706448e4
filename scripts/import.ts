import { databaseNow } from "@/lib/database/server/database-clock";
import { createReadStream, statSync } from "node:fs";
import path from "node:path";
import type { Context } from "@/lib/access/context";
import { openDatabase } from "@/lib/database/server/database";
import { DatabaseError } from "@/lib/database/server/database-error";
import { migrateDatabase } from "@/lib/database/server/migrate-database";
import { importMemories } from "@/lib/imports/server/import-memories";
import type { FileReport } from "@/lib/imports/read-file";
import { UnreadableFile } from "@/lib/imports/unreadable-file";
import type { ImportProgress, ImportResult } from "@/lib/imports/types";
import { runToEnd } from "./run-to-end";
import { findDatabase } from "./find-database";
import type { Lifetime } from "./lifetime";
import { badLineText, concludeImport, countWords } from "./import/conclude-import";
import { previewImport } from "./import/preview-import";
import { readOrCreateSecrets } from "./postgres/data-folder";
import { readSettings } from "./settings";
import { databaseStartError } from "./database-start-error";
import { errorCode, StartError } from "./start-error";

const usage = `Usage: npm run import -- [--preview] FILE

Adds the memories in FILE to the built-in store; "-" reads the standard input. FILE is JSON, JSON Lines or CSV with a header,
plain or compressed with gzip or zip: memories as Mem0's API and its clients write them, an OpenMemory backup, points of
Qdrant, items of LangMem or passages of Letta.

  --preview  says what kind of file it is and shows its first memories, without adding anything

Exits with 0 when at least one memory was added and every line was good; with 1 when a line was bad, nothing was added
(also because all of them were already there), or the file or the database could not be read to the end; with 130 after
Ctrl-C. What was added before stays, and importing the file again adds the rest.`;

/** `npm run import -- FILE`: see `usage`. Works also while Lethe runs. */
export default async function importFile(args: string[]): Promise<number> {
  if (args.includes("--help") || args.includes("-h")) {
    console.log(usage);
    return 0;
  }
  const files = args.filter((arg) => arg !== "--preview");
  const [file, ...rest] = files;
  if (file === undefined || rest.length > 0 || (file.startsWith("-") && file !== "-"))
    throw new StartError(usage);
  const input = openInput(file);
  if (files.length < args.length) return previewImport(input.source);
  // Kept here, since an interrupted task has no result of its own and yet has added memories.
  const ended: { outcome: Outcome | null } = { outcome: null };
  await runToEnd(async (lifetime) => {
    ended.outcome = await runImport(input, lifetime);
  }).catch((error: unknown) => {
    if (error instanceof UnreadableFile) throw new StartError(`Nothing was added. ${error.message}`);
    throw error instanceof DatabaseError
      ? new StartError(
          `\nThe import stopped because of a database error (${error.code}). Import the file again to add the rest.`,
        )
      : error;
  });
  return ended.outcome === null ? 130 : concludeImport(ended.outcome, input.name);
}

type Outcome = { result: ImportResult; report: FileReport | null };

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

async function runImport(input: Input, lifetime: Lifetime): Promise<Outcome> {
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
    now: databaseNow,
    secret: settings.secret ?? readOrCreateSecrets(settings.dataDir).letheSecret,
    allowsPrivateStores: false,
  };
  const screen = progressLine(input.byteCount);
  let report: FileReport | null = null;
  try {
    const result = await importMemories(ctx, {
      source: input.source,
      onOpen: (opened) => (report = opened),
      signal: lifetime.signal,
      onProgress: screen.show,
      onBadLine: (line) => screen.print(badLineText(line)),
    });
    return { result, report };
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
      write(`${share}${countWords(addedCount, alreadyPresentCount, badCount)}`);
    },
    print: (line: string) => {
      clear();
      write(`${line}\n`);
    },
    clear,
  };
}
