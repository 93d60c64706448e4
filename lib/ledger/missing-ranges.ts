export type MissingRanges = {
  /** Numbers that were skipped, both inclusive, above all earlier ones. */
  add: (from: number, through: number) => void;
  /** Whether the number was missing; it no longer is. */
  take: (seq: number) => boolean;
  /** Reports what is missing for good. */
  flush: () => void;
};

const countMax = 1000;

/**
 * Numbers that have been skipped and may still come, if the events are only out of order. At most a thousand ranges are
 * remembered; the oldest is then reported as missing.
 */
export const createMissingRanges = (report: (from: number, through: number) => void): MissingRanges => {
  const ranges: { from: number; through: number }[] = [];
  const makeRoom = () => {
    if (ranges.length <= countMax) return;
    const oldest = ranges.shift();
    if (oldest !== undefined) report(oldest.from, oldest.through);
  };
  return {
    add: (from, through) => {
      ranges.push({ from, through });
      makeRoom();
    },
    take: (seq) => {
      const at = ranges.findIndex(({ from, through }) => from <= seq && seq <= through);
      const range = ranges[at];
      if (range === undefined) return false;
      const rest = [
        { from: range.from, through: seq - 1 },
        { from: seq + 1, through: range.through },
      ].filter(({ from, through }) => from <= through);
      ranges.splice(at, 1, ...rest);
      makeRoom();
      return true;
    },
    flush: () => {
      for (const { from, through } of ranges.splice(0)) report(from, through);
    },
  };
};
