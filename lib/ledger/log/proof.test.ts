import { createPrivateKey, createPublicKey, sign } from "node:crypto";
import { describe, expect, it } from "vitest";
import { logSeed, vectorLeaf, vectors, witnessSeed } from "@/testing/transparency-log/vectors";
import { formatCheckpoint, openCheckpoint, parseCheckpoint } from "./checkpoint";
import { continues, formatConsistency, parseConsistency } from "./consistency";
import { hashLeaf } from "./hash";
import { formatNote, parseNote, signNote, verifyNote, type NoteSigner } from "./note";
import { formatProof, parseProof, verifyProof } from "./proof";
import { formatVerifierKey, parseVerifierKey, verifierKey, type VerifierKey } from "./verifier-key";

const keyOf = (text: string): VerifierKey => {
  const key = parseVerifierKey(text);
  if (key === null) throw new Error("This is no verifier key.");
  return key;
};
const logKey = keyOf(vectors.vkey);
const witnessKey = keyOf(vectors.witnessVkey);

const signerOf = (seed: Uint8Array, name = vectors.origin): NoteSigner => {
  const der = Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), seed]);
  const key = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  const publicKey = createPublicKey(key).export({ type: "spki", format: "der" }).subarray(-32);
  return { key: verifierKey(name, publicKey), sign: (message) => sign(null, message, key) };
};

describe("keys and notes, as Go’s note and torchwood make them", () => {
  it("has the same verifier keys", () => {
    expect(formatVerifierKey(signerOf(logSeed).key)).toBe(vectors.vkey);
    const { publicKey } = signerOf(witnessSeed).key;
    expect(formatVerifierKey(verifierKey(witnessKey.name, publicKey, "witness"))).toBe(vectors.witnessVkey);
    expect(witnessKey.kind).toBe("witness");
    // One with a plus sign in its base64 part, by the specification of the format.
    const example = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
    expect(formatVerifierKey(keyOf(example))).toBe(example);
    const noteOfExample = parseNote(
      "This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n",
    );
    expect(noteOfExample && verifyNote(noteOfExample, [keyOf(example)])).toHaveLength(1);
  });

  it.each([
    vectors.vkey.replace("9ec97fb0", "9ec97fb1"),
    vectors.vkey.replace("9ec97fb0", "9EC97FB0"),
    vectors.vkey.replace("lethe.", "Lethe."),
    vectors.vkey.replace("+Aep", "+Auep"),
    vectors.vkey.slice(0, -4),
    `${vectors.vkey}\n`,
    vectors.vkey.replace("lethe.", "lethe "),
    "",
    "a+b",
  ])("%s is no verifier key", (text) => expect(parseVerifierKey(text)).toBe(null));

  it("signs and reads a checkpoint byte for byte", () => {
    const checkpoint = { origin: vectors.origin, size: 700, root: vectors.roots[700] ?? new Uint8Array() };
    const text = formatCheckpoint(checkpoint);
    expect(signNote(text, [signerOf(logSeed)])).toBe(vectors.signed);
    expect(parseCheckpoint(text)).toEqual(checkpoint);
    const note = parseNote(vectors.cosigned);
    expect(note && formatNote(note)).toBe(vectors.cosigned);
    const opened = openCheckpoint(vectors.cosigned, [logKey, witnessKey]);
    expect(opened).toMatchObject({
      outcome: "signed",
      signedBy: [{ key: logKey, time: null }],
      cosignedBy: [{ key: witnessKey, time: expect.any(Number) as number }],
    });
    // Signed by two keys while one replaces the other: either is enough.
    const next = signerOf(Buffer.alloc(32, 8));
    const both = signNote(text, [signerOf(logSeed), next]);
    for (const key of [logKey, next.key]) expect(openCheckpoint(both, [key]).outcome).toBe("signed");
  });

  it("refuses what was altered, and says what is only unknown", () => {
    const open = (signed: string, keys = [logKey, witnessKey]) => openCheckpoint(signed, keys).outcome;
    expect(open(vectors.cosigned.replace("\n700\n", "\n701\n"))).toBe("forged");
    expect(open(vectors.cosigned, [witnessKey])).toBe("unknown_key");
    expect(open(vectors.signed, [signerOf(Buffer.alloc(32, 8)).key])).toBe("unknown_key");
    // A key under another name signs nothing of this log.
    const other = signerOf(logSeed, "other.example.test/ledger");
    const text = vectors.signed.slice(0, vectors.signed.indexOf("\n\n") + 1);
    expect(open(signNote(text, [other]), [other.key, logKey])).toBe("unknown_key");
    // A witness whose time was changed: one false signature of a known key is enough to refuse.
    const note = parseNote(vectors.cosigned);
    const signature = note?.signatures[1];
    if (note === null || signature === undefined) throw new Error("There are two signatures.");
    signature.signature[7] = (signature.signature[7] ?? 0) ^ 1;
    expect(open(formatNote(note))).toBe("forged");
    expect(open(formatNote(note), [logKey])).toBe("signed");
  });

  it.each<[string, (signed: string) => string]>([
    ["no end of the last line", (signed) => signed.slice(0, -1)],
    ["no signature", (signed) => signed.slice(0, signed.indexOf("—"))],
    ["a carriage return", (signed) => signed.replace("\n700", "\r\n700")],
    ["a leading zero", (signed) => signed.replace("\n700", "\n0700")],
    ["a sign", (signed) => signed.replace("\n700", "\n+700")],
    ["a size beyond whole numbers", (signed) => signed.replace("\n700", "\n9007199254740993")],
    ["a line more", (signed) => signed.replace("\n\n", "\nextension\n\n")],
    ["a short root", (signed) => signed.replace("nHJG", "")],
    ["a control character", (signed) => signed.replace("lethe", "le\u0007the")],
    ["a hyphen for the dash", (signed) => signed.replace("—", "-")],
    ["bits that mean nothing", (signed) => signed.replace("AAY=\n", "AAZ=\n")],
    ["too many signatures", (signed) => signed + signed.slice(signed.indexOf("—")).repeat(100)],
  ])("%s is malformed", (_name, change) => {
    expect(openCheckpoint(change(vectors.signed), [logKey])).toEqual({ outcome: "malformed" });
    expect(change(vectors.signed)).not.toBe(vectors.signed);
  });
});

describe("proofs as torchwood writes them", () => {
  const leafHash = hashLeaf(vectorLeaf(42));
  const keys = [logKey, witnessKey];

  it("are read, written and verified", () => {
    for (const text of [vectors.proof, vectors.extraProof]) {
      const proof = parseProof(text);
      expect(proof && formatProof(proof)).toBe(text);
      expect(verifyProof(text, leafHash, keys)).toMatchObject({
        outcome: "signed",
        index: 42,
        checkpoint: { origin: vectors.origin, size: 700 },
      });
    }
    expect(parseProof(vectors.extraProof)?.extra).toEqual(Uint8Array.from(Buffer.from("from Lethe")));
  });

  it("are refused for another entry, place, key or tree", () => {
    const outcome = (text: string, hash = leafHash, known = keys) => verifyProof(text, hash, known).outcome;
    expect(outcome(vectors.proof, hashLeaf(vectorLeaf(43)))).toBe("not_included");
    expect(outcome(vectors.proof.replace("index 42", "index 43"))).toBe("not_included");
    expect(outcome(vectors.proof.replace("index 42", "index 700"))).toBe("not_included");
    expect(outcome(vectors.proof, leafHash, [witnessKey])).toBe("unknown_key");
    expect(outcome(vectors.proof.replace("\n700\n", "\n699\n"))).toBe("forged");
    const [line = ""] = /\n[^ \n]{44}(?=\n)/.exec(vectors.proof) ?? [];
    expect(outcome(vectors.proof.replace(line, ""))).toBe("not_included");
    expect(outcome(vectors.proof.replace(line, line + line))).toBe("not_included");
  });

  it.each<[string, (text: string) => string]>([
    ["another version", (text) => text.replace("@v1", "@v2")],
    ["no index", (text) => text.replace(/index \d+\n/, "")],
    ["a negative index", (text) => text.replace("index 42", "index -1")],
    ["a leading zero", (text) => text.replace("index 42", "index 042")],
    ["an index beyond whole numbers", (text) => text.replace("index 42", "index 9007199254740993")],
    ["a hash that is none", (text) => text.replace("=\n", "\n")],
    [
      "more hashes than a tree has levels",
      (text) => text.replace("\n\n", `\n${"A".repeat(43)}=`.repeat(64) + "\n\n"),
    ],
    ["no checkpoint", (text) => text.slice(0, text.indexOf("\n\n") + 2)],
    ["a carriage return", (text) => text.replace("\nindex", "\r\nindex")],
    ["an empty extra", (text) => text.replace("\nindex", "\nextra \nindex")],
    ["an extra that is no base64", (text) => text.replace("\nindex", "\nextra !\nindex")],
    ["something before it", (text) => `\n${text}`],
  ])("with %s are malformed", (_name, change) => {
    expect(change(vectors.proof)).not.toBe(vectors.proof);
    expect(verifyProof(change(vectors.proof), leafHash, keys)).toEqual({ outcome: "malformed" });
  });
});

describe("a consistency as a witness takes it", () => {
  const given = vectors.consistencies.find(({ old, size }) => old === 256 && size === 700);
  const old = { origin: vectors.origin, size: 256, root: vectors.roots[256] ?? new Uint8Array() };
  const made = { oldSize: 256, hashes: given?.proof ?? [], checkpoint: vectors.signed };

  it("is written, read, and holds for one earlier tree of the same log", () => {
    expect(formatConsistency(made)).toMatch(/^old 256\n[\w+/]{43}=\n/);
    expect(parseConsistency(formatConsistency(made))).toEqual(made);
    expect(continues(old, made)).toBe(true);
    expect(continues({ ...old, origin: "other.example.test" }, made)).toBe(false);
    expect(continues({ ...old, root: vectors.roots[255] ?? new Uint8Array() }, made)).toBe(false);
    expect(continues({ ...old, size: 255 }, made)).toBe(false);
    expect(continues(old, { ...made, checkpoint: "nonsense" })).toBe(false);
    for (const text of ["", "old -1\n\n", "old 0256\n\nx", "new 3\n\nx", "old 3\nx\n\nx"])
      expect(parseConsistency(text)).toBe(null);
  });
});
