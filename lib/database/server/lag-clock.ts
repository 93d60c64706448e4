/** A place in the write-ahead log, in bytes from its beginning. */
type Place = bigint;

const keptMs = 600_000;
/** Readings closer together say no more. */
const apartMs = 100;

/**
 * Tells by how much time a replica is behind. It remembers when the primary was where: what the replica has replayed, the primary
 * had at a known time. The time stamps in the log say less, as they tell of the last transaction: after a quiet hour the next one
 * would make the replica seem an hour behind. They are what there is when nothing was remembered.
 */
export const makeLagClock = (now: () => number = () => performance.now()) => {
  let readings: { ahead: Place; at: number }[] = [];
  return {
    /**
     * `ahead`: where the primary is now; `replayed`: where the replica is. `replayedAgoMs`: how long ago the primary made the last
     * transaction that the replica has, null when it has none. Answers 0 when the replica has everything.
     */
    behindMs: ({
      ahead,
      replayed,
      replayedAgoMs,
    }: {
      ahead: Place;
      replayed: Place;
      replayedAgoMs: number | null;
    }): number => {
      const at = now();
      const last = readings.at(-1);
      // Going back: another server has become the primary.
      if (last !== undefined && ahead < last.ahead) readings = [];
      if (last === undefined || at - last.at >= apartMs || readings.length === 0)
        readings.push({ ahead, at });
      if (replayed >= ahead) {
        // What lies before is of no use any more.
        readings = readings.slice(-1);
        return 0;
      }
      readings = readings.filter((reading) => reading.at > at - keptMs);
      const held = readings.findLast((reading) => reading.ahead <= replayed);
      const byLog = Math.max(1, replayedAgoMs ?? 0);
      if (held !== undefined) return Math.max(1, at - held.at);
      const [oldest] = readings;
      return Math.max(byLog, oldest === undefined ? 0 : at - oldest.at);
    },
  };
};
