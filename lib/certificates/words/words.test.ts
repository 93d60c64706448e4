import { describe, expect, it } from "vitest";
import { sampleFacts } from "@/testing/certificates/sample-facts";
import { certificateLanguages, certificateVerdicts } from "../facts-schema";
import type { CertificateFacts } from "../types";
import { summaryText } from "./summary-text";
import { certificateWords } from "./words-of";

const others = certificateLanguages.filter((language) => language !== "en");

/** The same in another language: names, and what is called so everywhere. */
const same = new Set(["support", "admin", "technique", "no.", "nature", "signature", "signature (ed25519)"]);
const isName = (text: string) =>
  same.has(text.toLowerCase()) || /^(NIST SP|CCPA|California Consumer Privacy Act|GDPR$)/.test(text);

/** Reasons that have no number. */
const uncounted = /\.(request_reopened|stopped_early|nothing_to_erase)\./;

/** Every text of a catalogue by its path; a function with numbers for its arguments, and with words where it wants those. */
const textsOf = (value: unknown, count: number, path = ""): Map<string, string> => {
  if (typeof value === "string") return new Map([[path, value]]);
  if (typeof value === "function") {
    const call = value as (...args: unknown[]) => string;
    const args =
      path.endsWith("reasons") || /notCovered$|request$/.test(path) ? [["x", "y"]] : [count, count, []];
    return new Map([[path, call(...args)]]);
  }
  return new Map(
    Object.entries(value as object).flatMap(([key, each]) => [
      ...textsOf(each, count, path === "" ? key : `${path}.${key}`),
    ]),
  );
};

describe("The words of a certificate", () => {
  it.each(certificateLanguages)("are all there in %s", (language) => {
    const english = textsOf(certificateWords.en, 3);
    const texts = textsOf(certificateWords[language], 3);
    expect([...texts.keys()].sort()).toEqual([...english.keys()].sort());
    for (const [path, text] of texts) {
      expect(text.trim(), path).not.toBe("");
      expect(text, path).not.toMatch(/undefined|NaN|\[object/);
      // The sign for a number stays in what is filled in later alone.
      if (!path.startsWith("reason.")) expect(text, path).not.toContain("#");
      else expect(text.includes("#"), path).toBe(!path.endsWith(".some") && !uncounted.test(path));
    }
  });

  it.each(others)("are translated to %s", (language) => {
    const english = textsOf(certificateWords.en, 3);
    const left = [...textsOf(certificateWords[language], 3)].filter(
      ([path, text]) =>
        path !== "locale" && english.get(path) === text && /\p{L}{3}/u.test(text) && !isName(text),
    );
    expect(left).toEqual([]);
  });

  it.each(certificateLanguages)("count in %s", (language) => {
    const { memories, stores } = certificateWords[language];
    expect(memories(1)).not.toBe(memories(2).replace("2", "1"));
    expect(memories(1_234_567)).toMatch(/1\D?234\D?567/);
    expect(stores(1)).toMatch(/1/);
  });

  it("take 0 for singular in French alone", () => {
    expect(certificateWords.fr.memories(0)).toBe("0 entrée de mémoire");
    expect(certificateWords.de.memories(0)).toBe("0 Gedächtniseinträge");
  });
});

const partial: Partial<CertificateFacts> = {
  verdict: "partial",
  partialReasons: [
    { reason: "residual", count: 1 },
    { reason: "copies_remain", count: null },
  ],
};

describe("The summary", () => {
  it.each(
    certificateLanguages.flatMap((language) =>
      certificateVerdicts.map((verdict) => [language, verdict] as const),
    ),
  )("has six lines in %s when %s", (language, verdict) => {
    for (const facts of [
      sampleFacts({ language, verdict }),
      sampleFacts({ ...partial, language }),
      sampleFacts({ language, verdict, erasures: [], places: [], notCovered: [] }),
    ]) {
      const lines = summaryText(facts).split("\n");
      expect(lines).toHaveLength(6);
      for (const line of lines) expect(line.trim()).not.toBe("");
      expect(lines[0]).toContain(certificateWords[language].title[facts.verdict]);
    }
  });

  it("says what is left, and names nobody", () => {
    const text = summaryText(sampleFacts(partial));
    expect(text.split("\n").slice(0, 3)).toEqual([
      "Certificate of partial erasure: GDPR-1042",
      "The erasure is partial: 104 of 105 memories in 1 store were erased, and not everything could be completed or verified. 1 more was already absent. Reasons: 1 memory is still stored; copies remain.",
      "Checked: verified absent in 4 of 4 checks.",
    ]);
    expect(text).not.toContain("aroline");
  });

  it.each(certificateLanguages)("says in %s how much was found and not chosen", (language) => {
    const numbers = { theirsCount: 57, possiblyTheirsCount: 0, aboutCount: 5, inTheirRunsCount: 1 };
    const found = {
      at: "2026-11-28T13:00:00.000Z",
      ...numbers,
      chosenCount: 57,
      keptCount: 6,
      unsearchedCount: 0,
    };
    const [, verdict] = summaryText(sampleFacts({ language, found })).split("\n");
    expect(verdict).toMatch(/\b63\b.*\b6\b/);
    const all = summaryText(sampleFacts({ language, found: { ...found, keptCount: 0 } })).split("\n")[1];
    expect(all).toMatch(/\b63\b/);
    expect(all).not.toMatch(/\b6\b/);
  });

  it("stays six lines whatever the reference is", () => {
    const { request } = sampleFacts();
    const text = summaryText(sampleFacts({ request: { ...request, reference: "A\nB\u2028C\u202eD" } }));
    expect(text.split(/[\n\u2028]/)).toHaveLength(6);
    expect(text).toContain("A⟨U+000A⟩B⟨U+2028⟩C⟨U+202E⟩D");
  });

  it("writes the first of a month as the language does", () => {
    const { request } = sampleFacts();
    const onFirst = { ...request, receivedOn: "2026-11-01", dueOn: "2026-12-01" };
    expect(summaryText(sampleFacts({ language: "fr", request: onFirst }))).toContain(
      "reçue le 1er novembre 2026",
    );
    expect(summaryText(sampleFacts({ language: "it", request: onFirst }))).toContain(
      "in data 1º novembre 2026",
    );
    expect(summaryText(sampleFacts({ language: "de", request: onFirst }))).toContain("am 1. November 2026");
  });
});
