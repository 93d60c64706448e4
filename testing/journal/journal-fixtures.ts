import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { randomBytes } from "node:crypto";
import pg from "pg";
import { inject } from "vitest";
import type { Context } from "@/lib/access/context";
import { openDatabase, type Database } from "@/lib/database/server/database";
import type { JournalSettings } from "@/lib/env/journal-settings";
import { checkJournal, type Checked } from "@/lib/journal/server/check-journal";
import { drainJournal, type Drained } from "@/lib/journal/server/drain-journal";
import type { LogSettings } from "@/lib/ledger/server/log/produce-checkpoint";

// For tests only: a journal in a folder of its own, and real restores of a test database.

export type JournalFolder = {
  journal: Pick<JournalSettings, "file" | "url" | "months">;
  log: LogSettings;
  remove: () => void;
};

export const journalFolder = (): JournalFolder => {
  const dataDir = mkdtempSync(path.join(tmpdir(), "lethe-journal-"));
  return {
    journal: { file: path.join(dataDir, "erasure-journal.jsonl"), url: null, months: 24 },
    log: {
      host: "lethe.example.test",
      key: null,
      dataDir,
      anchorFile: path.join(dataDir, "ledger-anchors.jsonl"),
    },
    remove: () => rmSync(dataDir, { recursive: true, force: true }),
  };
};

/** Writes what is in the outbox. */
export const drain = (
  { database, secret, now }: Pick<Context, "database" | "secret" | "now">,
  settings: JournalFolder["journal"],
): Promise<Drained> =>
  drainJournal({ database, secret, settings, now, signal: new AbortController().signal });

export const check = (
  { database, secret, now }: Pick<Context, "database" | "secret" | "now">,
  { journal }: JournalFolder,
  isThorough = false,
): Promise<Checked> => checkJournal({ database, secret, file: journal.file, now, isThorough });

/** Copies of a database by Postgres itself, byte for byte, made and put back as a file-level backup is. */
export const backups = (url: () => string) => {
  const made: string[] = [];
  const nameOf = () => new URL(url()).pathname.slice(1);
  const newName = () => `backup_${randomBytes(6).toString("hex")}`;
  return {
    /** Nothing else may be connected meanwhile. */
    take: async (): Promise<string> => {
      const name = newName();
      made.push(name);
      await onServer(disconnect(nameOf()), `create database ${name} template ${nameOf()}`);
      return name;
    },
    /** Opens a copy of a backup. */
    restore: async (backup: string): Promise<Database> => {
      const name = newName();
      made.push(name);
      await onServer(`create database ${name} template ${backup}`);
      return openDatabase(Object.assign(new URL(url()), { pathname: `/${name}` }).toString());
    },
    remove: () => onServer(...made.map((name) => `drop database if exists ${name} with (force)`)),
  };
};

const disconnect = (name: string): string =>
  `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}' and pid <> pg_backend_pid()`;

const onServer = async (...statements: string[]): Promise<void> => {
  const client = new pg.Client({ connectionString: inject("postgresUrl") });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
};
