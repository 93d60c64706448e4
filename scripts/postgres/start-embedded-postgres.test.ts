import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { isAlive } from "../pid-lock.mjs";
import { commandLine } from "../process-table";
import { makeTemporaryFolder } from "@/testing/product/temporary-folder";
import { startEmbeddedPostgres, type EmbeddedPostgres } from "./start-embedded-postgres";

const { folder, remove } = makeTemporaryFolder();
const dataDir = path.join(folder, "data");
const lines: string[] = [];
let running: EmbeddedPostgres | null = null;

const start = async (dir = dataDir) => {
  running = await startEmbeddedPostgres({ dataDir: dir, isDurable: false, log: (line) => lines.push(line) });
  return running;
};
const postmasterPid = () =>
  Number(readFileSync(path.join(dataDir, "postgres", "postmaster.pid"), "utf8").split("\n")[0]);

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows.flatMap((row) => Object.values(row));
  } finally {
    await client.end();
  }
}

/** A second process that holds the database, as another launcher would. */
async function holdElsewhere(dir: string) {
  const script = fileURLToPath(new URL("../../testing/product/hold-database.ts", import.meta.url));
  const holder = spawn(process.execPath, ["--import", "tsx", script, dir], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  holder.stderr.setEncoding("utf8").on("data", (text: string) => (said += text));
  const exited = once(holder, "exit");
  for await (const line of createInterface({ input: holder.stdout })) {
    said += `${line}\n`;
    if (line.startsWith("url ")) break;
  }
  const end = async (signal: NodeJS.Signals) => {
    holder.kill(signal);
    await exited;
  };
  return { url: /^url (.*)$/m.exec(said)?.[1] ?? null, said: () => said, end };
}

beforeAll(async () => {
  const { url } = await start();
  await query(url, "create extension pg_trgm");
  await query(url, "create table kept as select 42 as value");
});
afterEach(() => void lines.splice(0));
afterAll(async () => {
  await running?.stop();
  remove();
});

describe("a first start", () => {
  test("makes a database that knows the letters of all scripts", async () => {
    const url = running?.url ?? "";
    expect(await query(url, "select 'ÉTÉ' ilike 'été' and 'ПРИВЕТ' ilike 'привет'")).toEqual([true]);
    expect(await query(url, "select cardinality(show_trgm('東京タワー')) > 3")).toEqual([true]);
    expect(await query(url, "show server_encoding")).toEqual(["UTF8"]);
  });

  test("leaves secrets to their owner, no password file and no draft", () => {
    expect(statSync(path.join(dataDir, "secrets.json")).mode & 0o777).toBe(0o600);
    expect(readdirSync(dataDir).sort()).toEqual(["postgres", "postgres.log", "secrets.json"]);
  });

  test("keeps what queries say out of the log", async () => {
    const url = running?.url ?? "";
    await expect(query(url, "select 'a secret memory'::int")).rejects.toThrow();
    await expect(query(url, "insert into kept values ('another secret memory')")).rejects.toThrow();
    expect(readFileSync(path.join(dataDir, "postgres.log"), "utf8")).not.toContain("secret memory");
  });

  test("refuses a wrong password", async () => {
    const url = new URL(running?.url ?? "");
    url.password = "wrong";
    await expect(query(url.toString(), "select 1")).rejects.toMatchObject({ code: "28P01" });
  });
});

test("a data folder in use is refused with the remedy", async () => {
  const second = await holdElsewhere(dataDir);
  expect(second.said()).toContain(
    `The data folder ${dataDir} is in use by another Lethe: stop that one first`,
  );
  await second.end("SIGKILL");
});

test("a postmaster that died is started again on the same port", async () => {
  const url = running?.url ?? "";
  const pid = postmasterPid();
  process.kill(pid, "SIGKILL");
  await expect.poll(() => lines, { timeout: 10_000 }).toContain("The database is running again.");
  expect(postmasterPid()).not.toBe(pid);
  expect(await query(url, "select value from kept")).toEqual([42]);
});

test("stopping leaves no process, and the next start finds the data", async () => {
  const pid = postmasterPid();
  await running?.stop();
  expect(isAlive(pid) && commandLine(pid).includes(dataDir)).toBe(false);
  expect(existsSync(path.join(dataDir, "postgres", "postmaster.pid"))).toBe(false);
  const { url } = await start();
  expect(await query(url, "select value from kept")).toEqual([42]);
});

test("what a killed launcher left running is taken over", async () => {
  await running?.stop();
  const killed = await holdElsewhere(dataDir);
  await killed.end("SIGKILL");
  const pid = postmasterPid();
  const { url } = await start();
  expect(url).toBe(killed.url);
  expect(postmasterPid()).toBe(pid);
  expect(lines).toContain("Found the database still running, and is using it.");
});

test("a postmaster that is shutting down is waited out", async () => {
  await running?.stop();
  const killed = await holdElsewhere(dataDir);
  await killed.end("SIGKILL");
  process.kill(postmasterPid(), "SIGINT");
  const { url } = await start();
  expect(await query(url, "select value from kept")).toEqual([42]);
});

test("of two first starts at once one wins and the other is told", async () => {
  const dir = path.join(folder, "race");
  const both = await Promise.all([holdElsewhere(dir), holdElsewhere(dir)]);
  expect(both.filter(({ url }) => url !== null)).toHaveLength(1);
  expect(both.map((each) => each.said()).join("")).toContain("is in use by another Lethe");
  await Promise.all(both.map((each) => each.end("SIGTERM")));
  await delay(50);
  expect(readdirSync(dir).sort()).toEqual(["postgres", "postgres.log", "secrets.json"]);
  expect(existsSync(path.join(dir, "postgres", "postmaster.pid"))).toBe(false);
});

test("a start that the database refuses leaves none running, and spoils nothing", async () => {
  await running?.stop();
  const file = path.join(dataDir, "secrets.json");
  const kept = readFileSync(file, "utf8");
  writeFileSync(file, kept.replace(/("postgresPassword": ")/, "$1x"));
  await expect(start()).rejects.toThrow(/The password in .*secrets\.json is not that of the database/);
  expect(existsSync(path.join(dataDir, "postgres", "postmaster.pid"))).toBe(false);
  writeFileSync(file, kept);
  const { url } = await start();
  expect(await query(url, "select value from kept")).toEqual([42]);
});
