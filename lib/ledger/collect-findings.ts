import type { Finding } from "./types";

type Findings = {
  /** `seq`: the lowest event number that the finding casts doubt on. */
  add: (finding: Finding, seq: number) => void;
  isFull: () => boolean;
  firstSeq: () => number;
  list: () => { findings: Finding[]; findingCount: number };
};

const listedCountMax = 200;
const aboutAll: ReadonlySet<Finding["kind"]> = new Set([
  "truncated",
  "rewritten",
  "checkpoint_differs",
  "checkpoint_beyond",
]);

/** Findings in order of number. All are counted, the first are kept: a ruined ledger must not fill the memory. */
export const collectFindings = (): Findings => {
  const kept: { finding: Finding; seq: number }[] = [];
  let findingCount = 0;
  let firstSeq = Infinity;
  return {
    add: (finding, seq) => {
      findingCount++;
      firstSeq = Math.min(firstSeq, seq);
      // Findings about the whole ledger come last and say the most.
      const isAboutAll = aboutAll.has(finding.kind);
      if (kept.length < listedCountMax || isAboutAll) kept.push({ finding, seq });
    },
    isFull: () => kept.length >= listedCountMax,
    firstSeq: () => firstSeq,
    list: () => ({
      findings: kept.sort((a, b) => a.seq - b.seq).map(({ finding }) => finding),
      findingCount,
    }),
  };
};
