import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { formatAnchor } from "@/lib/ledger/anchor-line";
import { formatEventLine } from "@/lib/ledger/event-line";
import { anchorOf, makeChain, resealed } from "@/testing/ledger/make-chain";
import type { LedgerEvent } from "@/lib/ledger/types";
import { lastLine, runLedger } from "@/testing/product/run-ledger";

// `npm run ledger -- verify --file EXPORT --anchors FILE`, as an auditor runs it who has nothing but these two files.

const chain = [...makeChain(12)];
const at = (seq: number): LedgerEvent => {
  const event = chain[seq - 1];
  if (event === undefined) throw new Error(`There is no event ${seq}.`);
  return event;
};

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "lethe-offline-"));
  const anchors = [at(4), at(9)].map((event) => formatAnchor(anchorOf(event)));
  writeFileSync(path.join(folder, "anchors.jsonl"), `${anchors.join("\n")}\n`);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let fileCount = 0;
const verify = (lines: string[], { isAnchored = true } = {}) => {
  const file = path.join(folder, `export-${++fileCount}.jsonl`);
  writeFileSync(file, `${lines.join("\n")}\n`);
  const anchors = isAnchored ? ["--anchors", path.join(folder, "anchors.jsonl")] : [];
  return runLedger(["verify", "--file", file, ...anchors], {});
};
const linesOf = (events: LedgerEvent[]) => events.map(formatEventLine);
const day = "2026-02-01 10:30 UTC";

describe("an export", () => {
  it("that nobody touched verifies", async () => {
    const result = await verify(linesOf(chain));
    expect(result).toMatchObject({ code: 0, errors: "" });
    expect(lastLine(result)).toBe("The chain of 12 events is sound; 9 of them are anchored.");
  });

  it.each<[string, LedgerEvent[], string[]]>([
    [
      "a changed row",
      chain.with(5, { ...at(6), body: at(6).body.replace('"expectedCount":6', '"expectedCount":5') }),
      ["Event 6 was changed: its content does not match its hash."],
    ],
    [
      "a changed row with a hash made for it",
      chain.with(5, resealed(at(6), { kind: "deletion.cancelled" })),
      ["The chain is broken at event 7: it does not follow event 6 as recorded here."],
    ],
    ["a deleted middle row", chain.toSpliced(5, 1), ["Event 6 is missing."]],
    [
      "two rows that changed places",
      chain.with(5, at(7)).with(6, at(6)),
      ["Event 6 is out of order: it comes after event 7."],
    ],
    [
      "two rows that changed numbers",
      chain.with(5, { ...at(7), seq: 6 }).with(6, { ...at(6), seq: 7 }),
      [
        "Event 6 is in the wrong place: it was recorded as event 7.",
        "Event 7 is in the wrong place: it was recorded as event 6.",
      ],
    ],
    [
      "a fork",
      chain.toSpliced(6, 0, ...makeChain(1, " other", at(5))),
      ["The chain forks at event 6: two different events claim the same place."],
    ],
    [
      "a tail that was cut off below the last anchor",
      chain.slice(0, 7),
      [`The end is cut off: the ledger ends at event 7, but event 9 was anchored on ${day}.`],
    ],
    [
      "a rewrite of everything",
      [...makeChain(12, " rewritten")],
      [
        `The ledger was rewritten: event 4 is not the one that was anchored on ${day}, and 1 later anchor does not agree either.`,
      ],
    ],
    [
      "a tail that was cut off and grown again",
      [...chain.slice(0, 7), ...makeChain(5, " other", at(7))],
      [`The ledger was rewritten: event 9 is not the one that was anchored on ${day}.`],
    ],
  ])("tells %s", async (_name, events, sentences) => {
    const result = await verify(linesOf(events));
    expect(result).toMatchObject({ code: 1, errors: "" });
    const said = result.output.trimEnd().split("\n");
    expect(said.slice(0, sentences.length)).toEqual(sentences);
    expect(said[sentences.length]).toMatch(/^Anchored: /);
    expect(said.at(-1)).toMatch(/^Not verified: /);
  });

  it("tells a line that is cut off", async () => {
    const lines = linesOf(chain);
    const result = await verify(lines.with(11, lines[11]?.slice(0, -9) ?? ""));
    expect(result.code).toBe(1);
    expect(result.output).toMatch(/^Line 12 is not an event as Lethe exports it/);
  });
});

describe("claims no more than it can show", () => {
  it("of a tail that was cut off above the last anchor", async () => {
    const result = await verify(linesOf(chain.slice(0, 10)));
    expect(result.code).toBe(0);
    expect(result.output).toContain(
      "Nothing outside the ledger would show if these were cut off or rewritten",
    );
    expect(lastLine(result)).toBe("The chain of 10 events is sound; 9 of them are anchored.");
  });

  it("of a rewrite of everything, without anchors", async () => {
    const result = await verify(linesOf([...makeChain(12, " rewritten")]), { isAnchored: false });
    expect(result.code).toBe(0);
    expect(result.output).toContain("neither a cut-off end nor a rewrite of everything");
    expect(lastLine(result)).toBe("The chain of 12 events is sound; none of them is anchored.");
  });
});
