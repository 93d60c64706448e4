import { execFileSync, spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { openCheckpoint } from "@/lib/ledger/log/checkpoint";
import { parseVerifierKey } from "@/lib/ledger/log/verifier-key";
import { append, startLedger, tamper } from "@/testing/ledger/ledger-table";
import { clearLog, logFolder, tamperLog } from "@/testing/ledger/log-fixtures";
import { useTestDatabase } from "@/testing/test-database";
import { attestCheckpoint } from "./attest-checkpoint";
import { findCheckpoint } from "./checkpoints";
import { cosignedNote } from "./cosignatures";
import { listLogKeys } from "./note-keys";
import { produceCheckpoint } from "./produce-checkpoint";

// A witness that others wrote: go install filippo.io/torchwood/cmd/litewitness@v0.9.0. It takes its key of an ssh-agent, and is told of
// a log in its SQLite file.

const find = (name: string): string | null => {
  const { status, stdout } = spawnSync("sh", ["-c", `PATH="$PATH:$HOME/go/bin"; command -v ${name}`], {
    encoding: "utf8",
  });
  return status === 0 ? stdout.trim() : null;
};
const programs = ["litewitness", "ssh-agent", "ssh-add", "ssh-keygen", "sqlite3"].map(find);
const isThere = programs.every((file) => file !== null);

const { database } = useTestDatabase();

it.skipIf(!isThere)(
  "litewitness signs the ledger, follows it, and refuses a fork (skipped where litewitness, sqlite3 or ssh-agent is missing)",
  async () => {
    const [litewitness = "", agent = "", add = "", keygen = "", sqlite = ""] = programs.map(
      (file) => file ?? "",
    );
    const folder = mkdtempSync(path.join(tmpdir(), "lw-"));
    const { settings, remove } = logFolder();
    const children: ChildProcess[] = [];
    const produce = () => produceCheckpoint({ database: database(), settings, now: () => new Date() });
    try {
      await clearLog(database());
      await startLedger(database(), 5);
      await produce();
      const [logKey] = await listLogKeys(database());
      const socket = path.join(folder, "s");
      const keyFile = path.join(folder, "key");
      execFileSync(keygen, ["-q", "-t", "ed25519", "-N", "", "-f", keyFile]);
      const agentProcess = spawn(agent, ["-a", socket, "-D"], { stdio: ["ignore", "pipe", "ignore"] });
      children.push(agentProcess);
      await once(agentProcess.stdout, "data");
      execFileSync("env", [`SSH_AUTH_SOCK=${socket}`, add, "-q", keyFile], { stdio: "ignore" });
      const fingerprint =
        execFileSync(keygen, ["-lf", `${keyFile}.pub`], { encoding: "utf8" }).split(" ")[1] ?? "";
      const db = path.join(folder, "w.db");
      const address = `127.0.0.1:${await freePort()}`;
      const server = spawn(
        litewitness,
        [
          "-db",
          db,
          "-name",
          "witness.example.test/lite",
          "-key",
          fingerprint,
          "-ssh-agent",
          socket,
          "-listen",
          address,
        ],
        { stdio: ["ignore", "ignore", "pipe"] },
      );
      children.push(server);
      let vkey = "";
      for await (const line of createInterface({ input: server.stderr })) {
        vkey = /vkey=(\S+)/.exec(line)?.[1] ?? vkey;
        if (line.includes("msg=listening")) break;
      }
      execFileSync(sqlite, [
        db,
        `insert into log (origin, tree_size, tree_hash) values ('${logKey?.name}', 0, '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=');
         insert into key (origin, key) values ('${logKey?.name}', '${logKey?.vkey}');`,
      ]);

      const attest = () =>
        attestCheckpoint({
          database: database(),
          settings: { witnesses: [{ url: `http://${address}`, vkey }], timestampUrl: null },
          now: () => new Date(),
          signal: new AbortController().signal,
        });
      expect(await attest()).toMatchObject({ attempts: [{ errorCode: null, size: 6 }] });
      for (let number = 6; number <= 300; number++) await append(database(), number);
      await produce();
      expect(await attest()).toMatchObject({ attempts: [{ errorCode: null, size: 301 }] });

      const checkpoint = await findCheckpoint(database());
      const keys = [logKey?.vkey ?? "", vkey].map(parseVerifierKey).filter((key) => key !== null);
      const opened = openCheckpoint(
        checkpoint === null ? "" : await cosignedNote(database(), checkpoint),
        keys,
      );
      expect(opened.outcome === "signed" && opened.cosignedBy).toHaveLength(1);

      // What was recorded last becomes another event, and nothing of Lethe's own remembers.
      await tamper(database(), sql`delete from ledger_events where seq = 301`);
      await append(database(), 999);
      rmSync(path.join(settings.dataDir, "ledger-checkpoints"), { recursive: true });
      await tamperLog(
        database(),
        sql`truncate certificates, ledger_cosignatures, ledger_timestamps, ledger_checkpoints, ledger_tiles`,
      );
      await produce();
      expect(await attest()).toMatchObject({ attempts: [{ errorCode: "forked", isNewAlarm: true }] });
    } finally {
      children.forEach((child) => child.kill());
      remove();
      rmSync(folder, { recursive: true, force: true });
    }
  },
  60_000,
);

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
};
