import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readDeclaredStores } from "./declared-stores";

const acme = {
  id: "acme",
  name: "Acme",
  kind: "mem0-platform",
  credentials: { apiKey: "m0-secret-key" },
};
const own = {
  id: "own",
  name: "Our server",
  kind: "mem0-oss",
  settings: { url: "https://mem0.example.com/" },
  credentials: { email: "ada@example.com", password: "five quiet herons" },
};
const read = (value: unknown) => readDeclaredStores(JSON.stringify(value));

describe("LETHE_STORES", () => {
  it("lists stores, with what is not said filled in", () => {
    expect(read([acme, own])).toMatchObject([
      { id: "acme", name: "Acme", connection: { settings: { url: "https://api.mem0.ai", projectId: null } } },
      {
        id: "own",
        connection: {
          kind: "mem0-oss",
          settings: { url: "https://mem0.example.com", collection: "memories" },
          credentials: { databaseUrl: null },
        },
      },
    ]);
    expect(readDeclaredStores("  ")).toEqual([]);
    expect(readDeclaredStores("[]")).toEqual([]);
  });

  it("can be a file", () => {
    const folder = mkdtempSync(join(tmpdir(), "lethe-stores-"));
    try {
      writeFileSync(join(folder, "stores.json"), JSON.stringify([acme]));
      expect(readDeclaredStores(join(folder, "stores.json"))).toHaveLength(1);
      expect(() => readDeclaredStores(join(folder, "none.json"))).toThrow(
        "LETHE_STORES must be JSON, or a file that can be read (ENOENT).",
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it.each<[string, unknown, string]>([
    ["no list", acme, "LETHE_STORES must be a list"],
    ["no object", ["m0-secret-key"], "LETHE_STORES, store 1: It must be an object."],
    ["no id", [{ ...acme, id: undefined }], "LETHE_STORES, store 1, id: "],
    [
      "the built-in store's id",
      [{ ...acme, id: "builtin" }],
      "LETHE_STORES, store 1, id: This is the built-in store's ID.",
    ],
    [
      "two of one id",
      [acme, { ...own, id: "acme" }],
      "LETHE_STORES, store 2, id: Another store has this ID.",
    ],
    [
      "two of one name",
      [acme, { ...own, name: "ACME" }],
      "LETHE_STORES, store 2, name: Another store has this name.",
    ],
    ["no kind", [{ ...acme, kind: "redis" }], "LETHE_STORES, store 1, kind: "],
    [
      "a wrong address",
      [acme, { ...own, settings: { url: "mem0" } }],
      "LETHE_STORES, store 2, settings.url: An address must start with https:// or http://.",
    ],
    [
      "no credentials",
      [{ ...own, credentials: {} }],
      "LETHE_STORES, store 1, credentials: Enter a key, or an email address and a password.",
    ],
    ["an unknown setting", [{ ...acme, settings: { projekt: "p" } }], "LETHE_STORES, store 1, settings: "],
  ])("with %s is refused, and the place is named", (_what, value, sentence) => {
    expect(() => read(value)).toThrow(sentence);
    expect(() => read(value)).not.toThrow("m0-secret-key");
  });

  it("that is no JSON is not quoted", () => {
    const broken = '[{"credentials": {"apiKey": "m0-secret-key}}]';
    expect(() => readDeclaredStores(broken)).toThrow("LETHE_STORES is not valid JSON");
    expect(() => readDeclaredStores(broken)).not.toThrow("secret");
  });
});
