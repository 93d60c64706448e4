import type { Anchor, Finding, LedgerEvent } from "./types";

type AnchorComparison = {
  anchorCount: number;
  compare: (event: LedgerEvent) => void;
  /** What the anchors contradict, each with the number it begins at. */
  findings: (headSeq: number) => [Finding, number][];
  /** The last anchor before this number that an event agreed with. */
  lastHoldingBefore: (seq: number) => number | null;
};

/** Holds anchors against the events they name. One number may be anchored several times, also contradictorily. */
export const compareAnchors = (anchors: Iterable<Anchor>): AnchorComparison => {
  const bySeq = new Map<number, Anchor[]>();
  let anchorCount = 0;
  let last: Anchor | undefined;
  for (const anchor of anchors) {
    anchorCount++;
    const sameSeq = bySeq.get(anchor.seq) ?? [];
    if (!sameSeq.some(({ hash }) => hash === anchor.hash)) bySeq.set(anchor.seq, [...sameSeq, anchor]);
    if (last === undefined || anchor.seq > last.seq) last = anchor;
  }
  const holding: number[] = [];
  let firstDiffering: Anchor | undefined;
  let differingCount = 0;

  return {
    anchorCount,
    compare: ({ seq, hash }) => {
      const found = bySeq.get(seq);
      if (found === undefined) return;
      const text = hash.toString("hex");
      const differing = found.filter((anchor) => anchor.hash !== text);
      if (differing.length === 0) holding.push(seq);
      differingCount += differing.length;
      if (firstDiffering === undefined || seq < firstDiffering.seq)
        firstDiffering = differing[0] ?? firstDiffering;
    },
    findings: (headSeq) => {
      const found: [Finding, number][] = [];
      if (firstDiffering !== undefined) {
        const { seq, anchoredAt } = firstDiffering;
        found.push([{ kind: "rewritten", seq, anchoredAt, differingCount }, seq]);
      }
      if (last !== undefined && last.seq > headSeq) {
        const { seq: anchoredSeq, anchoredAt } = last;
        found.push([{ kind: "truncated", headSeq, anchoredSeq, anchoredAt }, headSeq + 1]);
      }
      return found;
    },
    lastHoldingBefore: (seq) => {
      const before = holding.filter((held) => held < seq);
      return before.length === 0 ? null : before.reduce((a, b) => Math.max(a, b));
    },
  };
};
