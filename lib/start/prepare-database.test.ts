import { randomBytes } from "node:crypto";
import pg from "pg";
import { afterAll, describe, expect, inject, it } from "vitest";
import { openDatabase } from "@/lib/database/server/database";
import { prepareDatabase } from "./prepare-database";
import { UnfitDatabaseError } from "@/lib/database/server/unfit-database";

const made: string[] = [];
const onServer = async (text: string, url: string = inject("postgresUrl")) => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
};
const newName = () => `start_${randomBytes(6).toString("hex")}`;
const urlOf = (name: string, changes: { username?: string; password?: string } = {}) =>
  Object.assign(new URL(inject("postgresUrl")), { pathname: `/${name}`, ...changes }).toString();
const newDatabase = async (options = "") => {
  const name = newName();
  await onServer(`create database ${name} ${options}`);
  made.push(`drop database if exists ${name} with (force)`);
  return { name, url: urlOf(name) };
};
const newRole = async () => {
  const name = newName();
  await onServer(`create role ${name} login password 'for tests only'`);
  made.push(`drop role if exists ${name}`);
  return { name, login: { username: name, password: "for tests only" } };
};
afterAll(async () => {
  for (const statement of made) await onServer(statement);
});

const admin = { email: "first@example.com", password: "a password of the first" };
const secret = "a secret for tests only, of more than 32 characters";
const prepare = async (databaseUrl: string, given: Partial<Parameters<typeof prepareDatabase>[0]> = {}) => {
  const lines: string[] = [];
  const log = (line: string) => lines.push(line);
  await prepareDatabase({ databaseUrl, shouldLoadSample: false, admin, secret, stores: [], log, ...given });
  return lines;
};
const tablesOf = (url: string) =>
  onServer(
    "select 1 from pg_class join pg_namespace n on n.oid = relnamespace where nspname in ('public', 'drizzle')",
    url,
  );

describe("two that start at once on an empty database", () => {
  it("make one schema and one first member", async () => {
    for (let round = 0; round < 3; round++) {
      const { url } = await newDatabase();
      const lines = (await Promise.all([1, 2, 3, 4].map(() => prepare(url)))).flat();
      expect(lines).toEqual(["Created the first member, first@example.com."]);
    }
  });
});

describe("a database that Lethe cannot live in is refused in a sentence, before anything is written", () => {
  const refused = async (url: string, words: RegExp, look = url) => {
    const error: unknown = await prepare(url).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UnfitDatabaseError);
    expect(String(error)).toMatch(words);
    expect(String(error)).not.toContain("\n");
    expect(await tablesOf(look)).toEqual([]);
  };

  it("for text that is not UTF-8", async () => {
    for (const encoding of ["LATIN1", "SQL_ASCII"]) {
      const options = `encoding '${encoding}' locale_provider libc locale 'C' template template0`;
      const { url } = await newDatabase(options);
      await refused(url, new RegExp(`stores text as ${encoding}.*ENCODING 'UTF8'`));
    }
  });

  it("when it can only be read", async () => {
    const { name, url } = await newDatabase();
    await onServer(`alter database ${name} set default_transaction_read_only = on`);
    await refused(url, /can only be read/);
  });

  it("when the role may create no tables, or not the extension", async () => {
    const role = await newRole();
    const { name, url } = await newDatabase();
    await refused(urlOf(name, role.login), /may not create tables.*ALTER DATABASE/, url);
    await onServer(`grant create on database ${name} to ${role.name}`);
    await refused(urlOf(name, role.login), /may not create tables/, url);
    await onServer(`alter database ${name} owner to ${role.name}`);
    expect(await prepare(urlOf(name, role.login))).toHaveLength(1);
    await onServer(`drop database ${name} with (force)`);
  });

  /** A server that offers the extension otherwise than this one: by views that are found before those of Postgres. */
  const withExtensionAs = async (columns: string, where: string) => {
    const role = await newRole();
    const { name, url } = await newDatabase(`owner ${role.name}`);
    await onServer(
      `create schema offered authorization ${role.name};
      create view offered.pg_available_extensions as select * from pg_catalog.pg_available_extensions where ${where};
      create view offered.pg_available_extension_versions as
        select ${columns} from pg_catalog.pg_available_extension_versions where ${where};
      grant select on all tables in schema offered to ${role.name};
      alter database ${name} set search_path = offered, pg_catalog, public`,
      url,
    );
    return { name, role, url };
  };
  const drop = (name: string) => onServer(`drop database ${name} with (force)`);

  it("when the server has no pg_trgm", async () => {
    const { name, role, url } = await withExtensionAs("*", "name <> 'pg_trgm'");
    await refused(urlOf(name, role.login), /lacks the extension pg_trgm.*contrib/, url);
    await drop(name);
  });

  it("when only a superuser may create pg_trgm, until one has", async () => {
    const { name, role, url } = await withExtensionAs("name, false as trusted, true as superuser", "true");
    await refused(
      urlOf(name, role.login),
      new RegExp(`${role.name} may not create the extension pg_trgm: .*CREATE EXTENSION pg_trgm .*${name}`),
      url,
    );
    await onServer("create extension pg_trgm schema public", url);
    await onServer(`alter database ${name} reset search_path`);
    expect(await prepare(urlOf(name, role.login))).toHaveLength(1);
    await drop(name);
  });
});

describe("LETHE_SECRET", () => {
  it("is noticed when it is another one, with what that costs and how to go back", async () => {
    const { url } = await newDatabase();
    const declared = {
      id: "acme",
      name: "Acme",
      connection: {
        kind: "mem0-platform",
        settings: { url: "https://api.example.com" },
        credentials: { apiKey: "a key" },
      },
    };
    await prepare(url, { stores: [declared] as never });
    const database = openDatabase(url);
    await database.execute("update stores set source = 'settings'");
    await database.$client.end();
    expect(await prepare(url)).toEqual([]);
    for (let time = 0; time < 2; time++) {
      const lines = (
        await prepare(url, { secret: "another secret for tests, of more than 32 letters" })
      ).join("\n");
      expect(lines).toMatch(/LETHE_SECRET is not the one/);
      expect(lines).toContain("Acme");
      expect(lines).toMatch(/digests of deletions/);
      expect(lines).toMatch(/To go back/);
    }
    expect(await prepare(url)).toEqual([]);
  });
});
