import { eventHash, genesisHash, ledgerVersion } from "./canonical";
import { compareAnchors } from "./compare-anchors";
import { compareCheckpoints } from "./compare-checkpoints";
import { collectFindings } from "./collect-findings";
import { createMissingRanges } from "./missing-ranges";
import { createRecentEvents } from "./recent-events";
import { readCheckpoint } from "./log/checkpoint";
import type { Anchor, CheckpointToHold, Finding, LedgerEvent, Report, UnreadableLine } from "./types";

export type Verifier = {
  /** Takes the next event, in the order in which they are stored. */
  check: (event: LedgerEvent | UnreadableLine) => void;
  /** Adds what was found beside the events themselves, in the tree, its signatures or history. */
  add: (finding: Finding) => void;
  /** What was found, once after the last event. */
  report: () => Report;
};

/** How far from its place an event whose number does not fit its hash is looked for. */
const searchDistance = 100;

/** The state of one verification. See verifyLedger. `checkpoints`: those that are kept elsewhere than with the anchors. */
export const createVerifier = (
  anchors: readonly Anchor[],
  checkpoints: readonly CheckpointToHold[] = [],
): Verifier => {
  const findings = collectFindings();
  const anchored = compareAnchors(anchors);
  const signed = compareCheckpoints([...checkpoints, ...anchors.flatMap(anchoredCheckpoint)]);
  const missing = createMissingRanges((seq, throughSeq) =>
    findings.add({ kind: "gap", seq, throughSeq }, seq),
  );
  const recent = createRecentEvents();
  let eventCount = 0;
  let nextSeq = 1;
  let head: LedgerEvent | null = null;
  let lastSeq = 0;

  const check = (event: LedgerEvent | UnreadableLine): void => {
    if ("unreadableLine" in event) {
      return findings.add({ kind: "unreadable", line: event.unreadableLine }, nextSeq);
    }
    eventCount++;
    const { seq } = event;
    if (!Number.isSafeInteger(seq) || seq < 1) return findings.add({ kind: "impossible_number" }, 1);
    const recordedSeq = checkContent(event);
    if (!takePlace(event)) return;
    recent.add(event, recordedSeq !== seq);
    signed.append(event);
    checkLinks(event);
    anchored.compare(event);
    if (head === null || seq > head.seq) head = event;
    lastSeq = seq;
  };

  /** Answers the number under which the event was recorded, as far as that can be known. */
  const checkContent = (event: LedgerEvent): number => {
    const { seq, version } = event;
    if (version !== ledgerVersion) {
      findings.add({ kind: "unknown_version", seq, version }, seq);
      return seq;
    }
    if (isSound(event)) return seq;
    const recordedSeq = findings.isFull() ? undefined : findRecordedSeq(event);
    findings.add(
      recordedSeq === undefined ? { kind: "changed", seq } : { kind: "renumbered", seq, recordedSeq },
      seq,
    );
    return recordedSeq ?? seq;
  };

  /** Answers false when the place is taken. */
  const takePlace = ({ seq, hash }: LedgerEvent): boolean => {
    if (seq >= nextSeq) {
      if (seq > nextSeq) missing.add(nextSeq, seq - 1);
      nextSeq = seq + 1;
      return true;
    }
    if (missing.take(seq)) {
      findings.add({ kind: "reordered", seq, afterSeq: lastSeq }, seq);
      return true;
    }
    const known = recent.get(seq);
    const isOther = known !== undefined && !known.hash.equals(hash);
    findings.add({ kind: isOther ? "fork" : "duplicate", seq }, seq);
    return false;
  };

  /** Backwards, and forwards when the next event came first. Links to an event that is missing are the gap's matter. */
  const checkLinks = ({ seq, hash, previousHash }: LedgerEvent): void => {
    if (seq === 1) {
      if (!previousHash.equals(genesisHash)) findings.add({ kind: "broken_link", seq }, seq);
    } else {
      const previous = recent.get(seq - 1);
      if (previous !== undefined) checkLink(seq, previous, { previousHash });
    }
    const next = recent.get(seq + 1);
    if (next !== undefined) checkLink(seq + 1, { hash, previousHash }, next);
  };

  const checkLink = (seq: number, before: Hashes, after: Pick<Hashes, "previousHash">): void => {
    // A renumbered event has been reported; that its neighbours do not fit follows from it.
    if (after.previousHash.equals(before.hash) || recent.isRenumbered(seq) || recent.isRenumbered(seq - 1))
      return;
    const isFork = after.previousHash.equals(before.previousHash);
    findings.add({ kind: isFork ? "fork" : "broken_link", seq }, seq);
  };

  const report = (): Report => {
    missing.flush();
    const headSeq = head?.seq ?? 0;
    for (const [finding, seq] of [...anchored.findings(headSeq), ...signed.findings()]) {
      findings.add(finding, seq);
    }
    const anchoredThrough = anchored.lastHoldingBefore(findings.firstSeq());
    return {
      eventCount,
      head: head === null ? null : { seq: headSeq, hash: head.hash.toString("hex") },
      ...findings.list(),
      anchorCount: anchored.anchorCount,
      anchoredThrough,
      // Up to there every number occurs exactly once, or there would have been a finding.
      unanchoredCount: eventCount - (anchoredThrough ?? 0),
      checkpointCount: signed.checkpointCount,
      signedThrough: signed.lastHoldingUpTo(findings.firstSeq() - 1),
    };
  };

  // They cast no doubt on an event: each is what it is.
  const add = (finding: Finding): void => findings.add(finding, Infinity);
  return { check, add, report };
};

/** The checkpoint that goes with an anchor; what is none says nothing here. */
const anchoredCheckpoint = ({ checkpoint }: Anchor): CheckpointToHold[] => {
  const read = checkpoint === undefined ? null : (readCheckpoint(checkpoint)?.checkpoint ?? null);
  return read === null ? [] : [{ size: read.size, root: read.root, place: "anchor" }];
};

type Hashes = Pick<LedgerEvent, "hash" | "previousHash">;

const isSound = (event: LedgerEvent, seq = event.seq): boolean => {
  try {
    return (
      event.previousHash.length === genesisHash.length && eventHash({ ...event, seq }).equals(event.hash)
    );
  } catch (error) {
    // What cannot be recorded (an infinite time, half a character) was put there by other means.
    if (error instanceof RangeError) return false;
    throw error;
  }
};

const findRecordedSeq = (event: LedgerEvent): number | undefined => {
  for (let distance = 1; distance <= searchDistance; distance++) {
    for (const seq of [event.seq + distance, event.seq - distance]) {
      if (seq >= 1 && isSound(event, seq)) return seq;
    }
  }
  return undefined;
};
