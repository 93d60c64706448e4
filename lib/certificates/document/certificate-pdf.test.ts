import { generateKeyPairSync, sign } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonical } from "@/lib/ledger/canonical";
import { pdfLines, pdfText } from "@/testing/certificates/pdf-text";
import { sampleFacts, twoStores } from "@/testing/certificates/sample-facts";
import { base64Of } from "@/lib/text/base64";
import { formatCertificate } from "../certificate-file";
import { checkFile } from "../check-file";
import { certificateLanguages } from "../facts-schema";
import { withPdfSignature } from "../pdf-signature";
import { keyIdOf } from "../public-keys";
import { readAttachment } from "../read-attachment";
import type { CertificateFacts, SignedCertificate } from "../types";
import { certificateWords } from "../words/words-of";
import { certificatePdf } from "./certificate-pdf";
import { documentFonts } from "./fonts";
import { linesOf } from "./line-runs";
import { small } from "./styles";

const { privateKey, publicKey } = generateKeyPairSync("ed25519");
const rawKey = publicKey.export({ type: "spki", format: "der" }).subarray(-32);
const key = {
  keyId: keyIdOf(rawKey),
  publicKey: base64Of(rawKey),
  sign: (message: Uint8Array) => sign(null, message, privateKey),
};
const signed = (facts: CertificateFacts): SignedCertificate => {
  const text = canonical(facts);
  return {
    facts: text,
    keyId: key.keyId,
    publicKey: key.publicKey,
    signature: base64Of(key.sign(Buffer.from(text, "utf8"))),
  };
};
const pdfOf = (part: Partial<CertificateFacts> = {}): Promise<Buffer> => {
  const facts = sampleFacts(part);
  return certificatePdf(signed(facts), facts);
};

const partial: Partial<CertificateFacts> = {
  verdict: "partial",
  partialReasons: [{ reason: "residual", count: 1 }],
};

describe("A certificate as PDF", () => {
  it("carries the signed JSON byte for byte, and is refused with any byte altered", async () => {
    const facts = sampleFacts({ subject: { names: ["Zoë ⟨ref⟩ שלום"], isErased: false } });
    const pdf = await certificatePdf(signed(facts), facts);
    const attached = await readAttachment(pdf, "certificate.json");
    expect(Buffer.from(attached ?? []).toString("utf8")).toBe(formatCertificate(signed(facts)));

    const file = withPdfSignature(pdf, key);
    // An archive's PDF has nothing behind its end.
    expect(Buffer.from(file).toString("latin1")).toMatch(
      /\ntrailer\n[^%]*\n%lethe-signature-1 [^\n]+\nstartxref\n\d+\n%%EOF\n$/,
    );
    const keys = [{ keyId: key.keyId, bytes: rawKey, retiredAt: null }];
    expect((await checkFile(file, keys)).outcome).toBe("valid");
    for (const at of [9, Math.floor(file.length / 2), file.length - 2]) {
      const altered = Uint8Array.from(file, (byte, index) => (index === at ? byte ^ 1 : byte));
      expect((await checkFile(altered, keys)).outcome).toBe("altered");
    }
  });

  it.each(["de", "es", "fr"] as const)(
    "tells of a person in two stores on two pages, in %s",
    async (language) => {
      const pdf = await pdfOf({ ...twoStores, language });
      expect(pdf.toString("latin1").match(/\/Type \/Page\b/g)).toHaveLength(2);
    },
  );

  it("is the same for the same certificate", async () => {
    const facts = sampleFacts();
    const once = await certificatePdf(signed(facts), facts);
    expect(once.equals(await certificatePdf(signed(facts), facts))).toBe(true);
  });

  it.each(certificateLanguages)(
    "says first that it is partial, and then all there is to say, in %s",
    async (language) => {
      const lines = await pdfLines(await pdfOf({ ...partial, language }));
      const words = certificateWords[language];
      const [title, verdict] = lines;
      expect(title?.text).toBe(words.title.partial);
      // The verdict with its reasons in one size, and nothing but the title is larger.
      const largest = Math.max(...lines.slice(1).map(({ size }) => size));
      expect(verdict?.size).toBe(largest);
      const said = lines.filter(({ size }) => size === largest).map((line) => line.text);
      expect(said.join(" ")).toContain(words.reason.residual.one.replace("#", "1"));

      const text = lines.map((line) => line.text).join("\n");
      for (const section of Object.values(words.sections)) expect(text).toContain(section);
      for (const each of ["GDPR-1042", key.keyId, words.page(1, 2)]) expect(text).toContain(each);
      // Nothing that the fonts do not have.
      expect(text).not.toMatch(/‹U\+|\ufffd/);
      // No column is too narrow for a word of its head, or of what stands in it.
      const { scope, places, people, notCovered, ledger, place, outcome } = words;
      const cells = [
        ...[
          places.store,
          places.place,
          places.method,
          places.lookedFor,
          places.found,
          places.outcome,
          places.time,
        ],
        ...[
          scope.store,
          scope.selection,
          scope.asked,
          scope.erased,
          scope.absent,
          scope.notErased,
          scope.ended,
        ],
        ...[...Object.values(people), ledger.number, ledger.event, notCovered.what, notCovered.remedy],
        ...[place.memories, place.versions, place.search, outcome.verified_absent],
      ];
      for (const word of cells.flatMap((cell) => cell.split(" "))) expect(text).toContain(word);
    },
  );

  it.each(certificateLanguages)(
    "says when the files were cleaned, and what of them, in %s",
    async (language) => {
      const textOf = async (part: Partial<CertificateFacts>) =>
        (await pdfLines(await pdfOf(sampleFacts({ language, ...part })))).map(({ text }) => text).join(" ");
      const { cleaned } = certificateWords[language].notCovered;
      // The words behind the time: the last of them, in the order in which they are drawn.
      const endOf = (hasStatistics: boolean, hasLog: boolean) =>
        cleaned("@", hasStatistics, hasLog).split("@. ")[1]?.replaceAll("\u00a0", " ") ?? "";
      const at = "2026-11-29T08:00:00.000Z";
      const flat = (text: string) => text.replaceAll("\u00a0", " ");
      for (const [hasStatistics, hasLog] of [
        [true, true],
        [true, false],
        [false, false],
      ] as const) {
        const end = endOf(hasStatistics, hasLog);
        expect(end.length).toBeGreaterThan(60);
        expect(flat(await textOf({ clean: { at, hasStatistics, hasLog } }))).toContain(end);
        expect(flat(await textOf({}))).not.toContain(end);
      }
    },
  );

  it("is on A4, and on Letter under the CCPA, whose fields it then has", async () => {
    const { request, standards } = sampleFacts();
    const ccpa = {
      requestOn: "2026-11-09",
      nature: "request_to_delete" as const,
      manner: "email",
      responseOn: null,
      response: "pending" as const,
      denialGround: null,
    };
    const letter = await pdfOf({
      request: { ...request, law: "ccpa", acknowledgeDueOn: "2026-11-24", acknowledgedOn: null },
      standards: { ...standards, ccpa7101: ccpa },
    });
    expect(letter.toString("latin1")).toContain("/MediaBox [0 0 612 792]");
    expect((await pdfOf()).toString("latin1")).toContain("/MediaBox [0 0 595.28 841.89]");
    const text = await pdfText(letter);
    expect(text).toContain("Not acknowledged (due 24 November 2026)");
    expect(text).toContain("CCPA Regulations § 7101");
  });

  it("writes names as they are read, and what it cannot draw by its code point", async () => {
    const names = ["שלום כהן (לקוח 42)", "王", "evil\u202ename", "Łukasz Żółć", "2x3 -> y"];
    const text = await pdfText(await pdfOf({ subject: { names, isErased: false } }));
    // From left to right on the paper, as it is read from right to left.
    expect(text).toContain(Array.from("שלום כהן (").reverse().join("").replace("(", ")"));
    expect(text).toContain("(42 ");
    expect(text).toContain("‹U+738B›");
    expect(text).toContain("evil‹U+202E›name");
    expect(text).toContain("Łukasz Żółć");
    expect(text).toContain("2x3 -> y");
    expect(text).toContain("written as their Unicode code points");
  });

  it("repeats the head of a table on each of its pages", async () => {
    const [erasure] = sampleFacts().erasures;
    const [place] = sampleFacts().places;
    if (erasure === undefined || place === undefined) throw new Error("The sample has both.");
    const numbers = [...Array(60).keys()];
    const stores = numbers.map((number) => ({ id: `s${number}`, name: `Store ${number}`, kind: null }));
    const lines = await pdfLines(
      await pdfOf({
        ...partial,
        places: stores.flatMap((store) => [
          { ...place, store },
          { ...place, store, method: "filter_again" },
        ]),
        erasures: stores.map((store) => ({ ...erasure, store })),
      }),
    );
    const { places, page, title } = certificateWords.en;
    const pageCount = Math.max(...lines.map((line) => line.page));
    const pagesWith = (text: string) => [
      ...new Set(lines.filter((each) => each.text.includes(text)).map((each) => each.page)),
    ];
    const withRows = pagesWith("Every memory by its id");
    expect(withRows.length).toBeGreaterThan(2);
    expect(pagesWith(places.method)).toEqual(withRows);
    for (const { name } of stores) expect(pagesWith(name).length).toBeGreaterThan(0);
    for (let number = 1; number <= pageCount; number++)
      expect(pagesWith(page(number, pageCount))).toContain(number);
    // No page can be taken for that of a whole erasure.
    expect(pagesWith(title.partial)).toHaveLength(pageCount);
  });
});

describe("A broken text", () => {
  const fonts = documentFonts();

  it("is never wider than its room, and loses no letter", () => {
    const letters = fc.constantFrom(..."abcWil0-_.@ אבשםمحمدéßЖ王(){}".split(""), " ", "longword", "\u0301");
    fc.assert(
      fc.property(fc.array(letters, { maxLength: 80 }), fc.integer({ min: 30, max: 300 }), (parts, width) => {
        const text = parts.join("");
        const lines = linesOf(fonts, text, small, { width, direction: "auto" });
        for (const { runs } of lines)
          expect(runs.reduce((sum, run) => sum + run.width, 0)).toBeLessThanOrEqual(width + 1);
        const kept = lines.flatMap(({ runs }) => runs.map((run) => run.text)).join("");
        const countOf = (each: string) =>
          Array.from(each.replaceAll(" ", "").replaceAll("王", "‹U+738B›")).length;
        expect(countOf(kept)).toBe(countOf(text));
      }),
      { numRuns: 200 },
    );
  });

  it("is broken whatever it is", () => {
    const odd = fc.constantFrom(..."\u0301\u064b\u0651\u05b8\u0640\u200d\u200c\u2067\u2069 דد".split(""));
    const text = fc.array(fc.oneof(odd, fc.string({ unit: "binary", maxLength: 3 })), { maxLength: 30 });
    fc.assert(
      fc.property(text, (parts) => {
        linesOf(fonts, parts.join(""), small, { width: 100, direction: "auto" });
      }),
      { numRuns: 100 },
    );
  });
});
