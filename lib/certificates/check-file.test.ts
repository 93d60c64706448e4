import { PDFDocument } from "@cantoo/pdf-lib";
import { describe, expect, it } from "vitest";
import { sampleFacts } from "@/testing/certificates/sample-facts";
import { signedBy, testKey } from "@/testing/certificates/signed-facts";
import { base64Of } from "@/lib/text/base64";
import { formatCertificate } from "./certificate-file";
import { checkFile } from "./check-file";
import { withPdfSignature } from "./pdf-signature";
import { pemOf, readPublicKeys, type PublicKey } from "./public-keys";

const key = testKey();
const known: PublicKey = { keyId: key.keyId, bytes: key.publicKey, retiredAt: null };
const bytesOf = (text: string) => new TextEncoder().encode(text);
const file = bytesOf(formatCertificate(signedBy(key)));
const check = async (bytes: Uint8Array, keys = [known]) => checkFile(bytes, keys);
const flipped = (bytes: Uint8Array, index: number, bits = 1) =>
  bytes.map((byte, each) => (each === index ? byte ^ bits : byte));

const pdfFile = async () => {
  const document = await PDFDocument.create();
  document.addPage();
  await document.attach(file, "certificate.json", { mimeType: "application/json" });
  return withPdfSignature(await document.save(), { ...key, publicKey: base64Of(key.publicKey) });
};

describe("a JSON certificate", () => {
  it("is valid, and gives the facts that were signed", async () => {
    expect(await check(file)).toMatchObject({ outcome: "valid", form: "json", facts: sampleFacts() });
    expect(await check(Uint8Array.of(...file, 10))).toMatchObject({ outcome: "valid" });
  });

  it("is altered whichever byte of it is another: in facts, key, signature, or between them", async () => {
    const factsEnd = file.length - 260;
    for (let index = 0; index < file.length; index++) {
      // Each takes a signature to be verified: of the facts every third byte, and all others.
      if (index > 20 && index < factsEnd && index % 3 !== 0) continue;
      const bits = index % 2 === 0 ? 1 : 0x20;
      expect((await check(flipped(file, index, bits))).outcome, `byte ${index}`).toBe("altered");
    }
  });

  it("is altered when a part is missing, said twice, or said in another spelling", async () => {
    const text = new TextDecoder().decode(file);
    const others = [
      text.slice(0, -1),
      text.replace('"keyId"', '"note": "erased by us", "keyId"'),
      text.replace('"keyId"', `"facts": ${JSON.stringify("{}")}, "keyId"`),
      text.replace("lethe-certificate-1", "lethe-certificate-\\u0031"),
      JSON.stringify(JSON.parse(text)),
      `${text}\n\n`,
    ];
    for (const other of others) expect((await check(bytesOf(other))).outcome).toBe("altered");
  });

  it("of a key that is not known is told from an altered one", async () => {
    expect(await check(file, [])).toMatchObject({ outcome: "unknown_key", key: null });
    const { facts, ...others } = signedBy(testKey());
    // Signed by a stranger under the name of the known key.
    const forged = { facts, ...others, keyId: key.keyId };
    expect((await check(bytesOf(formatCertificate(forged)))).outcome).toBe("altered");
    const swapped = { ...signedBy(testKey()), publicKey: base64Of(key.publicKey), keyId: key.keyId };
    expect((await check(bytesOf(formatCertificate(swapped)))).outcome).toBe("altered");
  });

  it("tells when it says that it was issued after its key was retired", async () => {
    const retired = { ...known, retiredAt: "2026-11-29T09:14:59.999Z" };
    expect(await check(file, [retired])).toMatchObject({ outcome: "valid", isAfterRetirement: true });
    const later = { ...known, retiredAt: "2026-12-01T00:00:00.000Z" };
    expect(await check(file, [later])).toMatchObject({ outcome: "valid", isAfterRetirement: false });
  });

  it("of a later form is valid, with nothing to show", async () => {
    const later = signedBy(key, { ...sampleFacts(), format: "lethe-certificate-2" as never });
    expect(await check(bytesOf(formatCertificate(later)))).toMatchObject({ outcome: "valid", facts: null });
  });

  it("is not what just any file is", async () => {
    for (const text of ["", "{}", "hello", "[1,2]", "\u0000\u0001"]) {
      expect((await check(bytesOf(text))).outcome).toBe("other");
    }
  });
});

describe("a PDF certificate", () => {
  it("is valid with what it carries, and altered whichever byte is another", async () => {
    const pdf = await pdfFile();
    expect(await check(pdf)).toMatchObject({ outcome: "valid", form: "pdf", facts: sampleFacts() });
    for (let index = 5; index < pdf.length; index += 1) {
      // Each takes a signature; the ends and every seventh byte between them.
      if (index > 40 && index < pdf.length - 260 && index % 7 !== 0) continue;
      expect((await check(flipped(pdf, index))).outcome, `byte ${index}`).toBe("altered");
    }
    expect((await check(pdf.subarray(0, -1))).outcome).toBe("altered");
    expect((await check(Uint8Array.of(...pdf, 10))).outcome).toBe("altered");
    expect((await check(pdf, [])).outcome).toBe("unknown_key");
  });

  it("is altered when pages signed by one key carry the certificate of another", async () => {
    const other = testKey();
    const document = await PDFDocument.create();
    document.addPage();
    await document.attach(file, "certificate.json");
    const pdf = withPdfSignature(await document.save(), { ...other, publicKey: base64Of(other.publicKey) });
    const both = [known, { keyId: other.keyId, bytes: other.publicKey, retiredAt: null }];
    expect((await check(pdf, both)).outcome).toBe("altered");
  });

  it("is no certificate without a signature and an attachment", async () => {
    const document = await PDFDocument.create();
    document.addPage();
    expect((await check(await document.save())).outcome).toBe("other");
  });
});

describe("public keys that somebody gives", () => {
  it("are read as JSON, as PEM and as base64, and named by themselves", () => {
    const pem = pemOf(key.publicKey);
    const base64 = base64Of(key.publicKey);
    const json = JSON.stringify({
      origin: "x",
      keys: [{ keyId: "a lie", publicKey: base64, retiredAt: null }],
    });
    for (const text of [json, pem, ` ${base64}\n`]) {
      expect(readPublicKeys(text)?.map(({ keyId }) => keyId)).toEqual([key.keyId]);
    }
    expect(readPublicKeys(pem + pemOf(testKey().publicKey))).toHaveLength(2);
  });

  it("are refused when they are none", () => {
    const rsa = "-----BEGIN PUBLIC KEY-----\nMIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKB\n-----END PUBLIC KEY-----";
    for (const text of ["", "hello", "{}", '{"keys":[]}', rsa, "AAAA"])
      expect(readPublicKeys(text)).toBeNull();
  });
});
