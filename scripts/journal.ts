import path from "node:path";
import { z } from "zod";
import { databaseNow } from "@/lib/database/server/database-clock";
import { openDatabase, type Database } from "@/lib/database/server/database";
import { anchorSettingsFrom, anchorVariables } from "@/lib/env/anchor-settings";
import { journalSettingsFrom, journalVariables } from "@/lib/env/journal-settings";
import { setVariables } from "@/lib/env/set-variables";
import { ExpectedError } from "@/lib/errors/expected-error";
import { checkJournal, type Checked } from "@/lib/journal/server/check-journal";
import { listParts } from "@/lib/journal/server/journal-file";
import { requestReplay } from "@/lib/journal/server/request-replay";
import { foreignWords, restoredWords, unusableWords } from "@/lib/journal/words";
import { memoryCountWords } from "@/lib/memories/count-words";
import { commandError } from "./command-database";
import { databaseSettingsFrom, databaseVariables } from "./database-settings";
import { findDatabase } from "./find-database";
import { readSecret } from "./ledger/settings";
import { runToEnd } from "./run-to-end";
import type { Lifetime } from "./lifetime";
import { errorCode, StartError } from "./start-error";

type Command = { command: "check" | "replay"; file: string | null };

/**
 * `npm run journal`: compares a database with the journal of erasures, and has erased again what a restored backup has brought back.
 * 0 when nothing is missing, or when it is being erased again.
 */
export default async function journal(args: string[]): Promise<number> {
  const command = readArguments(args);
  const result = await runToEnd((lifetime) => carryOut(command, lifetime)).catch((error: unknown) => {
    if (error instanceof ExpectedError) throw new StartError(error.message);
    throw commandError(error);
  });
  return result ?? 130;
}

const environment = z.object({
  ...databaseVariables,
  ...anchorVariables,
  ...journalVariables,
  PORT: z.string().default("3000"),
  LETHE_URL: z.string().optional(),
});

async function carryOut({ command, file: given }: Command, lifetime: Lifetime): Promise<number> {
  const parsed = environment.safeParse(setVariables(process.env));
  if (!parsed.success) {
    throw new StartError(
      parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}.`).join("\n"),
    );
  }
  const settings = databaseSettingsFrom(parsed.data);
  const file = given ?? journalSettingsFrom(parsed.data, settings.dataDir).file;
  const secret = readSecret();
  const url = await findDatabase(settings, lifetime);
  lifetime.signal.throwIfAborted();
  const database = openDatabase(url, { connectionsMax: 2 });
  lifetime.onStop(() => database.$client.end());
  const checked = await compare(database, { secret, file });
  say(checked, file);
  if (command === "check" || checked.state !== "restored") return checked.state === "sound" ? 0 : 1;

  const { LETHE_URL: publicUrl, PORT: port } = parsed.data;
  const requested = await requestReplay(
    { actor: commandActor, database, secret, now: databaseNow },
    {
      host: new URL(publicUrl ?? `http://localhost:${port}`).host,
      dataDir: settings.dataDir,
      anchorFile: anchorSettingsFrom(parsed.data, settings.dataDir).file,
    },
    null,
  );
  console.log(
    requested.kind === "requested"
      ? `${memoryCountWords(requested.count)} will be erased again, as deletion ${requested.deletionId}: at once while Lethe runs, else when it starts.`
      : "Nothing of it is in the built-in store: it is open again.",
  );
  return 0;
}

const commandActor = { kind: "system", id: "journal-command", label: "npm run journal" } as const;

async function compare(
  database: Database,
  { secret, file }: { secret: string; file: string },
): Promise<Checked> {
  try {
    if ((await listParts(file)).length === 0) throw new StartError(`There is no journal ${file}.`);
    return await checkJournal({ database, secret, file, now: databaseNow, isThorough: true });
  } catch (error) {
    const isOfFile = error instanceof Error && "syscall" in error;
    throw isOfFile ? new StartError(`${file} cannot be read (${errorCode(error) ?? "unknown"}).`) : error;
  }
}

function say({ state, facts }: Checked, file: string): void {
  console.log(`Compared ${facts.lineCount.toLocaleString("en")} lines of ${file}.`);
  for (const sentence of unusableWords(facts)) console.log(sentence);
  switch (state) {
    case "sound":
      console.log("The database has every erasure that the journal tells of.");
      break;
    case "foreign":
      console.log(foreignWords);
      break;
    case "replaying":
      console.log("What a restored backup had brought back is being erased again.");
      break;
    case "restored":
      for (const sentence of restoredWords(facts)) console.log(sentence);
  }
}

function readArguments(args: string[]): Command {
  const [command, option, file, ...rest] = args;
  const hasFile = option === "--file" && file !== undefined;
  if (
    (command !== "check" && command !== "replay") ||
    rest.length > 0 ||
    (option !== undefined && !hasFile)
  ) {
    throw new StartError(usage);
  }
  // npm itself goes to the project's folder first.
  return { command, file: hasFile ? path.resolve(process.env.INIT_CWD ?? ".", file) : null };
}

const usage = `Usage:
  npm run journal -- check [--file FILE]    whether the database has every erasure that the journal tells of
  npm run journal -- replay [--file FILE]   and, if it is an older one, erases again what it has brought back
FILE stands in for LETHE_JOURNAL_FILE: what LETHE_JOURNAL_URL has received, for example.`;
