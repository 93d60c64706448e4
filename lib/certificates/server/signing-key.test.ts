import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { generateKeyPairSync, verify } from "node:crypto";
import { testKey } from "@/testing/certificates/signed-facts";
import { pemOf } from "../public-keys";
import { loadSigningKey } from "./signing-key";

let dataDir = "";
beforeEach(() => (dataDir = mkdtempSync(path.join(tmpdir(), "lethe-key-"))));
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));
const file = () => path.join(dataDir, "certificate-key.pem");
const load = (configured: string | null = null) => loadSigningKey({ configured, dataDir });

describe("the key that certificates are signed with", () => {
  it("is made once, for its owner alone, whoever comes first", async () => {
    const keys = await Promise.all(Array.from({ length: 20 }, () => load()));
    expect(new Set(keys.map(({ keyId }) => keyId)).size).toBe(1);
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    expect(readdirSync(dataDir)).toEqual(["certificate-key.pem"]);
    expect((await load()).keyId).toBe(keys[0]?.keyId);
  });

  it("signs what openssl verifies by its public PEM", async () => {
    const { publicKey, sign } = await load();
    const message = Buffer.from("what was erased");
    expect(verify(null, message, pemOf(publicKey), sign(message))).toBe(true);
  });

  it("is the configured one, as PEM, on one line, and as base64", async () => {
    const { pem, keyId } = testKey();
    const spellings = [pem, pem.replaceAll("\n", "\\n"), Buffer.from(pem).toString("base64")];
    for (const spelling of spellings) expect((await load(spelling)).keyId).toBe(keyId);
    expect(readdirSync(dataDir)).toEqual([]);
  });

  it("is never replaced when it cannot be read: that is said", async () => {
    writeFileSync(file(), "not a key");
    await expect(load()).rejects.toMatchObject({
      code: "unavailable",
      message: expect.stringContaining(file()) as string,
    });
    expect(readFileSync(file(), "utf8")).toBe("not a key");
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    await expect(load(String(privateKey.export({ type: "pkcs8", format: "pem" })))).rejects.toThrow(
      /LETHE_CERTIFICATE_KEY/,
    );
  });

  it.skipIf(process.getuid?.() === 0)("says that it may not read it", async () => {
    writeFileSync(file(), testKey().pem);
    chmodSync(file(), 0);
    await expect(load()).rejects.toThrow(/EACCES/);
  });
});
