import { describe, expect, it } from "vitest";
import { formatEventLine, parseEventLine } from "./event-line";
import { findingWords } from "./finding-words";
import { anchorOf, makeChain, resealed } from "@/testing/ledger/make-chain";
import type { Anchor, LedgerEvent, Report, UnreadableLine } from "./types";
import { verifyLedger } from "./verify-ledger";

type Entries = (LedgerEvent | UnreadableLine)[];

const chain = [...makeChain(20)];
const at = (seq: number): LedgerEvent => {
  const event = chain[seq - 1];
  if (event === undefined) throw new Error(`There is no event ${seq}.`);
  return event;
};
const verify = (events: Entries, anchors: Anchor[] = []): Promise<Report> =>
  verifyLedger(toAsync(events), anchors);

async function* toAsync(events: Entries): AsyncGenerator<LedgerEvent | UnreadableLine> {
  for (const event of events) yield await Promise.resolve(event);
}

/** Shows first that the untampered chain verifies. */
const findingsOf = async (events: Entries, anchors: Anchor[] = []): Promise<Report["findings"]> => {
  expect((await verify(chain, anchors.filter(isOfChain))).findings).toEqual([]);
  const { findings, findingCount } = await verify(events, anchors);
  expect(findingCount).toBe(findings.length);
  for (const finding of findings) expect(findingWords(finding)).toMatch(/^[A-Z].+\.$/);
  return findings;
};
const isOfChain = (anchor: Anchor): boolean => chain[anchor.seq - 1]?.hash.toString("hex") === anchor.hash;
const replaced = (seq: number, change: Partial<LedgerEvent>): LedgerEvent[] =>
  chain.with(seq - 1, { ...at(seq), ...change });

describe("a sound chain", () => {
  it("verifies, and says what is anchored and what is not", async () => {
    const head = { seq: 20, hash: at(20).hash.toString("hex") };
    const base = {
      eventCount: 20,
      head,
      findings: [],
      findingCount: 0,
      checkpointCount: 0,
      signedThrough: null,
    };
    expect(await verify(chain)).toEqual({
      ...base,
      anchorCount: 0,
      anchoredThrough: null,
      unanchoredCount: 20,
    });
    const anchors = [anchorOf(at(5)), anchorOf(at(12)), anchorOf(at(12))];
    expect(await verify(chain, anchors)).toEqual({
      ...base,
      anchorCount: 3,
      anchoredThrough: 12,
      unanchoredCount: 8,
    });
    expect(await verify(chain, [anchorOf(at(20))])).toMatchObject({
      anchoredThrough: 20,
      unanchoredCount: 0,
    });
  });

  it("verifies when it is empty", async () => {
    expect(await verify([])).toMatchObject({
      eventCount: 0,
      head: null,
      findings: [],
      anchoredThrough: null,
    });
  });

  it("verifies after the way through an export", async () => {
    const events = chain.map((event) => parseEventLine(formatEventLine(event)) ?? { unreadableLine: 0 });
    expect(events).toEqual(chain);
    expect((await verify(events)).findings).toEqual([]);
  });
});

describe("a tampered chain", () => {
  it.each([
    ["kind", { kind: "deletion.finished" }],
    ["time", { recordedAt: new Date(0) }],
    ["impossible time", { recordedAt: new Date(Number.NaN) }],
    ["body", { body: at(7).body.replace("7", "8") }],
    ["half a character", { body: "\ud800" }],
    ["hash", { hash: Buffer.alloc(32) }],
  ] as const)("shows a changed %s", async (_name, change) => {
    expect(await findingsOf(replaced(7, change))).toContainEqual({ kind: "changed", seq: 7 });
  });

  it("shows a version it does not know, and does not pretend to have checked it", async () => {
    expect(await findingsOf(replaced(7, { version: 2 }))).toEqual([
      { kind: "unknown_version", seq: 7, version: 2 },
    ]);
  });

  it("shows a changed event that was sealed again, where the next one does not follow it", async () => {
    const events = chain.with(6, resealed(at(7), { kind: "deletion.finished" }));
    expect(await findingsOf(events)).toEqual([{ kind: "broken_link", seq: 8 }]);
  });

  it("shows a first event that names another before it", async () => {
    const events = chain.with(0, resealed(at(1), { previousHash: Buffer.alloc(32, 1) }));
    expect(await findingsOf(events)).toContainEqual({ kind: "broken_link", seq: 1 });
  });

  it("shows what is missing: first, in the middle, several", async () => {
    expect(await findingsOf(chain.slice(1))).toEqual([{ kind: "gap", seq: 1, throughSeq: 1 }]);
    expect(await findingsOf(chain.toSpliced(6, 1))).toEqual([{ kind: "gap", seq: 7, throughSeq: 7 }]);
    expect(await findingsOf(chain.toSpliced(6, 3))).toEqual([{ kind: "gap", seq: 7, throughSeq: 9 }]);
  });

  it("shows a gap that was closed by numbering anew", async () => {
    const events = [
      ...chain.slice(0, 6),
      ...chain.slice(7).map((event) => ({ ...event, seq: event.seq - 1 })),
    ];
    const findings = await findingsOf(events);
    expect(findings[0]).toEqual({ kind: "renumbered", seq: 7, recordedSeq: 8 });
    expect(findings).toHaveLength(13);
  });

  it("shows two lines that changed places, without calling them missing", async () => {
    const events = chain.with(6, at(8)).with(7, at(7));
    expect(await findingsOf(events)).toEqual([{ kind: "reordered", seq: 7, afterSeq: 8 }]);
  });

  it("shows two events that changed numbers", async () => {
    const events = chain.with(6, { ...at(8), seq: 7 }).with(7, { ...at(7), seq: 8 });
    expect(await findingsOf(events)).toEqual([
      { kind: "renumbered", seq: 7, recordedSeq: 8 },
      { kind: "renumbered", seq: 8, recordedSeq: 7 },
    ]);
  });

  it("shows a chain that is written backwards", async () => {
    const findings = await findingsOf(chain.toReversed());
    expect(findings).toHaveLength(19);
    expect(new Set(findings.map(({ kind }) => kind))).toEqual(new Set(["reordered"]));
  });

  it("shows an event that is there twice, beside the first and far from it", async () => {
    expect(await findingsOf(chain.toSpliced(7, 0, at(7)))).toEqual([{ kind: "duplicate", seq: 7 }]);
    expect(await findingsOf([...chain, at(7)])).toEqual([{ kind: "duplicate", seq: 7 }]);
  });

  it("shows a fork: another event of the same number, and one that follows the same event", async () => {
    const [other] = makeChain(1, " other", at(6));
    if (other === undefined) throw new Error("There is no other event.");
    expect(await findingsOf(chain.toSpliced(7, 0, other))).toEqual([{ kind: "fork", seq: 7 }]);
    const beside = resealed(at(8), { previousHash: at(7).previousHash });
    expect(await findingsOf([...chain.slice(0, 7), beside])).toEqual([{ kind: "fork", seq: 8 }]);
  });

  it("shows lines that are no events, and numbers that cannot be", async () => {
    expect(await findingsOf(chain.toSpliced(3, 0, { ...at(1), seq: 0 }))).toEqual([
      { kind: "impossible_number" },
    ]);
    expect(await findingsOf([...chain, { unreadableLine: 21 }])).toEqual([{ kind: "unreadable", line: 21 }]);
  });

  it("keeps a bounded list of findings, and counts them all", async () => {
    const long = [...makeChain(5000)].map((event) => ({ ...event, kind: "changed" }));
    const report = await verify(long);
    expect(report.findings).toHaveLength(200);
    expect(report.findingCount).toBe(5000);
  });
});

describe("anchors", () => {
  const anchors = [anchorOf(at(5)), anchorOf(at(12))];

  it("show an end that was cut off below the last one", async () => {
    expect(await findingsOf(chain.slice(0, 10), anchors)).toEqual([
      { kind: "truncated", headSeq: 10, anchoredSeq: 12, anchoredAt: anchors[0]?.anchoredAt },
    ]);
    expect(await verify(chain.slice(0, 10), anchors)).toMatchObject({
      anchoredThrough: 5,
      unanchoredCount: 5,
    });
    expect(await findingsOf([], anchors)).toMatchObject([{ kind: "truncated", headSeq: 0 }]);
  });

  it("cannot show an end that was cut off above the last one, and claim no more than they show", async () => {
    const report = await verify(chain.slice(0, 15), anchors);
    expect(report).toMatchObject({ findings: [], anchoredThrough: 12, unanchoredCount: 3 });
  });

  it("show a rewrite of everything, which the chain alone cannot", async () => {
    const rewritten = [...makeChain(20, " rewritten")];
    expect((await verify(rewritten)).findings).toEqual([]);
    expect(await findingsOf(rewritten, anchors)).toMatchObject([
      { kind: "rewritten", seq: 5, differingCount: 2 },
    ]);
    expect(await verify(rewritten, anchors)).toMatchObject({ anchoredThrough: null, unanchoredCount: 20 });
  });

  it("show a rewrite from somewhere on, and vouch for what lies before it", async () => {
    const rewritten = [...chain.slice(0, 8), ...makeChain(12, " rewritten", at(8))];
    expect((await verify(rewritten)).findings).toEqual([]);
    expect(await findingsOf(rewritten, anchors)).toMatchObject([
      { kind: "rewritten", seq: 12, differingCount: 1 },
    ]);
    expect(await verify(rewritten, anchors)).toMatchObject({ anchoredThrough: 5 });
  });

  it("show a rewrite also when the new chain was anchored afterwards", async () => {
    const rewritten = [...makeChain(20, " rewritten")];
    const last = rewritten.at(-1);
    const later = last === undefined ? [] : [anchorOf(last)];
    expect(await findingsOf(rewritten, [...anchors, ...later])).toMatchObject([
      { kind: "rewritten", seq: 5 },
    ]);
    expect(await verify(rewritten, [...anchors, ...later])).toMatchObject({ anchoredThrough: null });
  });

  it("vouch for nothing from the first finding on", async () => {
    expect(await verify(replaced(7, { kind: "changed" }), anchors)).toMatchObject({ anchoredThrough: 5 });
    expect(await verify(replaced(3, { kind: "changed" }), anchors)).toMatchObject({ anchoredThrough: null });
  });
});

describe("an export's line", () => {
  const line = formatEventLine(at(7));

  it("is read only as it was written", () => {
    expect(parseEventLine(line)).toEqual(at(7));
    const edited = [
      line.slice(0, -1),
      ` ${line}`,
      line.replace("{", '{"note":"approved by the auditor",'),
      // The last of two keys counts for a program, the first for a reader.
      line.replace('"kind":', '"kind":"deletion.cancelled","kind":'),
      line.replace(".000Z", "Z"),
      line.replace(/"hash":"./, '"hash":"'),
      "null",
      "[]",
    ];
    for (const each of edited) expect(parseEventLine(each), each).toBeNull();
  });
});
