import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { sql } from "drizzle-orm";
import type { Database } from "@/lib/database/server/database";
import { formatEventLine } from "@/lib/ledger/event-line";
import { hashLine, type Hash } from "@/lib/ledger/log/hash";
import { createFrontier } from "@/lib/ledger/log/frontier";
import { readEvents } from "@/lib/ledger/server/read-events";
import type { LogSettings } from "@/lib/ledger/server/log/produce-checkpoint";

/** Removes everything that was signed, and the certificates that name it, as its owner can with the triggers off. */
export const clearLog = async (database: Database): Promise<void> => {
  await tamperLog(
    database,
    sql`truncate certificates, ledger_cosignatures, ledger_timestamps, ledger_attestors, ledger_checkpoints, ledger_origins, ledger_tiles, ledger_keys, ledger_alarms`,
  );
};

const appendOnly = ["ledger_checkpoints", "ledger_origins", "ledger_cosignatures", "ledger_timestamps"];

/** Runs statements with the triggers of what was signed off. */
export const tamperLog = (database: Database, ...statements: ReturnType<typeof sql>[]): Promise<void> =>
  database.transaction(async (transaction) => {
    for (const table of appendOnly) {
      await transaction.execute(sql.raw(`alter table ${table} disable trigger user`));
    }
    for (const statement of statements) await transaction.execute(statement);
    for (const table of appendOnly) {
      for (const name of ["change", "truncate"]) {
        await transaction.execute(
          sql.raw(`alter table ${table} enable always trigger ${table}_refuse_${name}`),
        );
      }
    }
  });

/** Settings with a data folder of their own, and what removes it. */
export const logFolder = (): { settings: LogSettings; remove: () => void } => {
  const dataDir = mkdtempSync(path.join(tmpdir(), "lethe-log-"));
  return {
    settings: {
      host: "lethe.example.test",
      key: null,
      dataDir,
      anchorFile: path.join(dataDir, "ledger-anchors.jsonl"),
    },
    remove: () => rmSync(dataDir, { recursive: true, force: true }),
  };
};

/** The roots of the stored events' trees, by size, without any tiles. */
export const rootsOf = async (database: Database): Promise<Hash[]> => {
  const frontier = createFrontier();
  const roots = [frontier.root()];
  for await (const event of readEvents(database)) {
    frontier.append(hashLine(formatEventLine(event)));
    roots.push(frontier.root());
  }
  return roots;
};
