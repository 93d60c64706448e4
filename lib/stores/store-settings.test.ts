import { describe, expect, it } from "vitest";
import {
  ossCredentialsSchema,
  ossSettingsSchema,
  platformCredentialsSchema,
  platformSettingsSchema,
} from "./store-settings";

const messageOf = (result: { error?: { issues: { message: string }[] } }) => result.error?.issues[0]?.message;

describe("settings of a Platform store", () => {
  it("are Mem0's own address and the key's project unless told", () => {
    expect(platformSettingsSchema.parse({})).toEqual({
      url: "https://api.mem0.ai",
      organisationId: null,
      projectId: null,
    });
  });

  it("keep an address without the slash at its end", () => {
    expect(platformSettingsSchema.parse({ url: "https://Mem0.Example.com/base//" }).url).toBe(
      "https://mem0.example.com/base",
    );
  });

  it.each([
    ["ftp://mem0.example.com", "An address must start with https:// or http://."],
    ["mem0.example.com", "An address must start with https:// or http://."],
    ["https://ada:secret@mem0.example.com", "An address cannot contain a name, password, query or fragment."],
    ["https://mem0.example.com?key=secret", "An address cannot contain a name, password, query or fragment."],
  ])("take no address like %s", (url, sentence) => {
    expect(messageOf(platformSettingsSchema.safeParse({ url }))).toBe(sentence);
  });

  it("know no other setting, so that a misspelt one is not passed over", () => {
    expect(platformSettingsSchema.safeParse({ project: "p" }).success).toBe(false);
  });
});

describe("credentials", () => {
  it.each(["two words", "line\nbreak", "ключ", ""])("take no key like %j", (apiKey) => {
    expect(platformCredentialsSchema.safeParse({ apiKey }).success).toBe(false);
  });

  it("of a self-hosted server are a key, or an email address and a password", () => {
    expect(ossCredentialsSchema.parse({ apiKey: "m0sk_1" })).toEqual({ apiKey: "m0sk_1", databaseUrl: null });
    expect(ossCredentialsSchema.parse({ email: "ada@example.com", password: " p " })).toMatchObject({
      password: " p ",
    });
    expect(messageOf(ossCredentialsSchema.safeParse({ email: "ada@example.com" }))).toBe(
      "Enter a key, or an email address and a password.",
    );
  });

  it.each([
    "postgres://mem0:secret@db.example.com/mem0?sslrootcert=/etc/passwd",
    "postgres://mem0:secret@db.example.com/mem0?sslmode=no-verify",
    "postgres://mem0:secret@/mem0?host=/var/run/postgresql",
    "mysql://mem0:secret@db.example.com/mem0",
  ])("take no database like %s", (databaseUrl) => {
    expect(ossCredentialsSchema.safeParse({ apiKey: "m0sk_1", databaseUrl }).success).toBe(false);
  });

  it("take a database that asks for TLS", () => {
    const databaseUrl = "postgres://mem0:secret@db.example.com/mem0?sslmode=verify-full";
    expect(ossCredentialsSchema.parse({ apiKey: "m0sk_1", databaseUrl }).databaseUrl).toBe(databaseUrl);
  });
});

describe("settings of a self-hosted server", () => {
  it("name a collection that needs no quoting", () => {
    const url = "http://mem0.internal:8000";
    expect(ossSettingsSchema.parse({ url })).toEqual({ url, collection: "memories", historyDbPath: null });
    expect(ossSettingsSchema.safeParse({ url, collection: 'a"; drop table x' }).success).toBe(false);
    expect(ossSettingsSchema.safeParse({ url, historyDbPath: "history.db" }).success).toBe(false);
  });
});
