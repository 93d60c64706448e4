import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { serverEnvironment } from "@/lib/env/env";
import { setVariables } from "@/lib/env/set-variables";
import { environment, readSettings } from "./settings";

test("nothing set means the embedded database, port 3000 and sample memories", () => {
  expect(readSettings({})).toEqual({
    port: 3000,
    host: "127.0.0.1",
    databaseUrl: null,
    migrationUrl: null,
    secret: null,
    dataDir: path.resolve(".lethe"),
    shouldLoadSample: true,
    admin: null,
    publicUrl: "http://localhost:3000",
    stores: [],
    retentionRules: null,
    journal: {
      file: path.resolve(".lethe/erasure-journal.jsonl"),
      isFileBesideLethe: true,
      url: null,
      months: 24,
      replaysByItself: false,
    },
  });
});

test("a database of one's own starts empty", () => {
  const env = { DATABASE_URL: "postgres://a:b@localhost/c", LETHE_SECRET: "s".repeat(32) };
  expect(readSettings(env)).toMatchObject({ databaseUrl: env.DATABASE_URL, shouldLoadSample: false });
});

test("an empty variable counts as not set, whichever it is, for the launcher and for the server", () => {
  const empty = (names: string[]) => setVariables(Object.fromEntries(names.map((name) => [name, ""])));
  expect(readSettings(Object.fromEntries(Object.keys(environment.shape).map((name) => [name, ""])))).toEqual(
    readSettings({}),
  );
  const required = { DATABASE_URL: "postgres://a:b@localhost/c", LETHE_SECRET: "s".repeat(32) };
  expect(serverEnvironment.parse({ ...empty(Object.keys(serverEnvironment.shape)), ...required })).toEqual(
    serverEnvironment.parse(required),
  );
});

describe("what is wrong is named together with the remedy", () => {
  test.each([
    [{ PORT: "http" }, "PORT must be a number"],
    [{ PORT: "70000" }, "PORT must be 65535 or less"],
    [{ DATABASE_URL: "mysql://localhost" }, "DATABASE_URL must be an address like postgres://"],
    [{ DATABASE_URL: "postgres://localhost/a" }, "LETHE_SECRET must be set when DATABASE_URL is"],
    [{ LETHE_SECRET: "hunter2" }, "LETHE_SECRET must be 32 characters or more"],
    [{ LETHE_SAMPLE: "maybe" }, "LETHE_SAMPLE must be on or off"],
    [{ ADMIN_EMAIL: "a@example.com" }, "ADMIN_PASSWORD must be set when ADMIN_EMAIL is"],
    [{ ADMIN_PASSWORD: "long enough for it" }, "ADMIN_EMAIL must be set when ADMIN_PASSWORD is"],
    [
      { ADMIN_EMAIL: "a@example.com", ADMIN_PASSWORD: "short" },
      "ADMIN_PASSWORD must be 12 to 256 characters",
    ],
    [
      { LETHE_API_REQUESTS_PER_MINUTE: "many" },
      "LETHE_API_REQUESTS_PER_MINUTE must be a whole number of requests, or 0 for no limit",
    ],
    [{ LETHE_ANCHOR_URL: "example.com" }, "LETHE_ANCHOR_URL must be an address like https://"],
    [{ LETHE_JOURNAL_URL: "example.com" }, "LETHE_JOURNAL_URL must be an address like https://"],
    [{ LETHE_REPLAY_ERASURES: "yes" }, "LETHE_REPLAY_ERASURES must be on or off"],
    [{ LETHE_MODEL_URL: "example.com" }, "LETHE_MODEL_URL must be an address like https://"],
    [{ LETHE_MODEL_URL: "https://example.com/v1" }, "LETHE_MODEL_NAME must be set when LETHE_MODEL_URL is"],
    [
      { LETHE_MODEL_URL: "https://:pw@example.com" },
      "LETHE_MODEL_URL must be without a user name and password",
    ],
    [{ LETHE_EMBEDDING_URL: "https://example.com/v1?key=1" }, "LETHE_EMBEDDING_URL must be without a ? or #"],
    [{ LETHE_EMBEDDING_NAME: "small" }, "LETHE_EMBEDDING_URL must be set when LETHE_EMBEDDING_NAME is"],
    [{ LETHE_LEASE_SECONDS: "0" }, "LETHE_LEASE_SECONDS must be "],
    [{ LETHE_TIME_ZONE: "Mars/Base" }, "LETHE_TIME_ZONE must be a time zone such as Europe/Berlin"],
    [{ LETHE_TICKETS_LOOKS: "1h,soon" }, "LETHE_TICKETS_LOOKS must be times such as 1h,1d,30d, or off"],
    [{ LETHE_SESSION_HOURS: "0" }, "LETHE_SESSION_HOURS must be 1 or more"],
    [{ LETHE_SESSION_IDLE_MINUTES: "1" }, "LETHE_SESSION_IDLE_MINUTES must be 2 or more"],
    [
      { LETHE_REAUTHENTICATE_MINUTES: "soon" },
      "LETHE_REAUTHENTICATE_MINUTES must be a whole number of minutes",
    ],
    [{ LETHE_ALLOW_PRIVATE_STORES: "yes" }, "LETHE_ALLOW_PRIVATE_STORES must be on or off"],
    [{ LETHE_STORES: "[{}]" }, "LETHE_STORES, store 1, id: "],
    [{ LETHE_TRUSTED_PROXIES: "10.0.0.0/33" }, "LETHE_TRUSTED_PROXIES must be addresses or networks"],
    [{ LETHE_TRUSTED_PROXIES: "10.0.0.2 10.0.0.3" }, "LETHE_TRUSTED_PROXIES must be addresses or networks"],
    [{ LETHE_URL: "lethe.example.com" }, "LETHE_URL must be an address like https://"],
  ])("%j", (env, sentence) => {
    expect(() => readSettings(env)).toThrow(sentence);
  });

  test("without repeating a secret", () => {
    expect(() => readSettings({ LETHE_SECRET: "hunter2" })).not.toThrow("hunter2");
  });
});

describe(".env.example", () => {
  const file = fileURLToPath(new URL("../.env.example", import.meta.url));
  const example = Object.fromEntries(
    readFileSync(file, "utf8")
      .split("\n")
      .filter((line) => line !== "" && !line.startsWith("#"))
      .map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]),
  );

  test("names every variable that the launcher and the server read, and no other", () => {
    // The launcher sets these, from LETHE_URL and the database that it has started.
    const ofLauncher = ["NEXTAUTH_URL", "LETHE_EMBEDDED_DATABASE"];
    const ofServer = Object.keys(serverEnvironment.shape).filter((name) => !ofLauncher.includes(name));
    expect(Object.keys(example).sort()).toEqual(
      [...new Set([...Object.keys(environment.shape), ...ofServer])].sort(),
    );
  });

  test("holds the defaults", () => {
    expect(readSettings(example)).toEqual(readSettings({}));
    const required = { DATABASE_URL: "postgres://a:b@localhost/c", LETHE_SECRET: "s".repeat(32) };
    expect(serverEnvironment.parse(setVariables({ ...example, ...required }))).toEqual(
      serverEnvironment.parse(required),
    );
  });
});
