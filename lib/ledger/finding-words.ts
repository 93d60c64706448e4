import type { AnchorSource, CheckpointPlace, Finding, Report, SignatureProblem } from "./types";

/** One finding in a sentence: what is wrong, and what that says. */
export const findingWords = (finding: Finding): string => {
  switch (finding.kind) {
    case "changed":
      return `Event ${number(finding.seq)} was changed: its content does not match its hash.`;
    case "renumbered":
      return `Event ${number(finding.seq)} is in the wrong place: it was recorded as event ${number(finding.recordedSeq)}.`;
    case "reordered":
      return `Event ${number(finding.seq)} is out of order: it comes after event ${number(finding.afterSeq)}.`;
    case "broken_link":
      return finding.seq === 1
        ? "Event 1 does not begin the ledger: it names an event before it."
        : `The chain is broken at event ${number(finding.seq)}: it does not follow event ${number(finding.seq - 1)} as recorded here.`;
    case "gap":
      return finding.seq === finding.throughSeq
        ? `Event ${number(finding.seq)} is missing.`
        : `Events ${number(finding.seq)} to ${number(finding.throughSeq)} are missing.`;
    case "duplicate":
      return `Event ${number(finding.seq)} is there more than once.`;
    case "fork":
      return `The chain forks at event ${number(finding.seq)}: two different events claim the same place.`;
    case "unknown_version":
      return `Event ${number(finding.seq)} has version ${finding.version}, which this verifier does not know, so its hash could not be checked.`;
    case "unreadable":
      return `Line ${number(finding.line)} is not an event as Lethe exports it: it was edited, or the file is cut off.`;
    case "impossible_number":
      return "There is an event whose number is not a whole number from 1 on.";
    case "truncated":
      return finding.headSeq === 0
        ? `The ledger is empty, but event ${number(finding.anchoredSeq)} was anchored on ${day(finding.anchoredAt)}: everything was removed.`
        : `The end is cut off: the ledger ends at event ${number(finding.headSeq)}, but event ${number(finding.anchoredSeq)} was anchored on ${day(finding.anchoredAt)}.`;
    case "rewritten":
      return `The ledger was rewritten: event ${number(finding.seq)} is not the one that was anchored on ${day(finding.anchoredAt)}${
        finding.differingCount > 1
          ? `, and ${finding.differingCount === 2 ? "1 later anchor does" : `${number(finding.differingCount - 1)} later anchors do`} not agree either`
          : ""
      }.`;
    case "checkpoint_differs":
      return `The ledger was rewritten: its first ${events(finding.size)} are not those of the checkpoint ${placeWords[finding.place]}${
        finding.differingCount > 1
          ? `, and ${finding.differingCount === 2 ? "1 other checkpoint does" : `${number(finding.differingCount - 1)} other checkpoints do`} not agree either`
          : ""
      }.`;
    case "checkpoint_beyond":
      return `The end is cut off: the ledger has ${events(finding.eventCount)}, but the checkpoint ${placeWords[finding.place]} has ${number(finding.size)}. A restored backup looks like this, too.`;
    case "checkpoint_unsigned":
      return `The checkpoint of ${events(finding.size)} ${placeWords[finding.place]} ${problemWords[finding.problem]}.`;
    case "kept_unreadable":
      return finding.errorCode === "not_a_checkpoint"
        ? "What is kept in the data folder or with the last anchor is no checkpoint: it was changed."
        : `The checkpoint that is kept outside of the database cannot be read (${finding.errorCode}).`;
    case "key_unrecorded":
      return `The key ${finding.vkey} stands beside the ledger, but no event tells of it: it was put there.`;
    case "key_missing":
      return `The key ${finding.vkey}, of which an event tells, is no longer there: it was removed or changed.`;
    case "tile_differs":
      return `The stored hashes ${finding.tile} are not those of the events.`;
    case "tile_missing":
      return `The stored hashes ${finding.tile} are missing.`;
    case "deletion_unrecorded":
      return finding.missing === "request"
        ? `History shows the deletion ${finding.deletionId}, but no event says that it was requested.`
        : `History shows the deletion ${finding.deletionId} as ended, but no event says so.`;
    case "deletion_missing":
      return `Event ${number(finding.seq)} tells of the deletion ${finding.deletionId}, but history does not have it.`;
    case "deletion_not_ended":
      return `Event ${number(finding.seq)} says that the deletion ${finding.deletionId} ended, but history does not.`;
    case "deletion_differs":
      return `History was changed: of the deletion ${finding.deletionId} event ${number(finding.seq)} says something else (${finding.fields.join(", ")}).`;
  }
};

const placeWords: Record<CheckpointPlace, string> = {
  database: "that is stored beside it",
  data_folder: "that is kept in the data folder",
  anchor: "that is kept with an anchor",
};

const problemWords: Record<SignatureProblem, string> = {
  malformed: "is not one that Lethe makes: it was changed",
  forged: "has a false signature: it was changed",
  unknown_key: "is signed with a key that no event tells of",
  other_key: "is not signed with the key that you gave",
};

/** What the anchors show, and what nothing shows. One or two sentences. */
export const anchoredWords = (report: Report): string[] => {
  const { anchoredThrough, unanchoredCount, eventCount, anchorCount, findingCount } = report;
  if (anchorCount === 0) {
    return [
      `Not anchored: ${events(eventCount)}, as there was no anchor to compare with. The chain shows edits, gaps and reordering, but neither a cut-off end nor a rewrite of everything.`,
    ];
  }
  if (findingCount > 0) {
    const doubt = "An anchor after a finding proves nothing until the finding is explained.";
    return anchoredThrough === null
      ? [`Anchored: no event, as no anchor lies before the first finding. ${doubt}`]
      : [`Anchored: events 1 to ${number(anchoredThrough)}, before the first finding. ${doubt}`];
  }
  const through = number(anchoredThrough ?? 0);
  const anchored = `Anchored: events 1 to ${through} are the ones that were recorded outside the ledger.`;
  if (unanchoredCount === 0) {
    return [
      anchored,
      "Not anchored: no event. Nothing can show whether more were recorded after these and then removed.",
    ];
  }
  return [
    anchored,
    `Not anchored: ${events(unanchoredCount)} after event ${through}. Nothing outside the ledger would show if these were cut off or rewritten, until the next anchor is written.`,
  ];
};

/** What was signed, in a sentence; null when nothing was compared with. */
export const signedWords = ({ checkpointCount, signedThrough }: Report): string | null => {
  if (checkpointCount === 0) return null;
  const compared = `${number(checkpointCount)} ${checkpointCount === 1 ? "checkpoint" : "checkpoints"} compared`;
  return signedThrough === null
    ? `Signed: no event is shown to be as it was signed. ${compared}.`
    : `Signed: events 1 to ${number(signedThrough)} are the ones that were signed. ${compared}.`;
};

/** What is to be said of the anchors themselves, or null. */
export const sourceWords = (source: AnchorSource): string | null => {
  switch (source.kind) {
    case "read":
      return source.unreadableLineCount === 0
        ? null
        : `${number(source.unreadableLineCount)} ${source.unreadableLineCount === 1 ? "line" : "lines"} of the anchor file could not be read and were left out: a crash can cut off a line, and so can somebody who edits the file.`;
    case "none":
      return null;
    case "missing":
      return "Anchors were written to a file before, but the file is not there: it was moved or removed.";
    case "failed":
      return `The anchor file could not be read (${source.code}), so nothing was compared with it.`;
  }
};

/** Whether nothing speaks against the ledger, and the anchors that there should be could be read. */
export const isVerified = (report: Report, source: AnchorSource): boolean =>
  report.findingCount === 0 && (source.kind === "read" || source.kind === "none");

/** The result in one line. */
export const verdictWords = (report: Report, source: AnchorSource): string => {
  const { findingCount, eventCount, anchoredThrough } = report;
  if (findingCount > 0) {
    return `Not verified: ${number(findingCount)} ${findingCount === 1 ? "finding" : "findings"} in ${events(eventCount)}.`;
  }
  if (!isVerified(report, source)) {
    return `Not verified: the chain of ${events(eventCount)} is sound, but its anchors could not be compared.`;
  }
  if (eventCount === 0) return "Verified: the ledger has no events yet.";
  if (report.unanchoredCount === 0) return `Verified: ${events(eventCount)}, all of them anchored.`;
  const anchored = anchoredThrough ?? 0;
  return `The chain of ${events(eventCount)} is sound; ${anchored === 0 ? "none of them is" : anchored === 1 ? "1 of them is" : `${number(anchored)} of them are`} anchored.`;
};

const number = (value: number): string => value.toLocaleString("en");
const events = (count: number): string => `${number(count)} ${count === 1 ? "event" : "events"}`;
const day = (at: string): string => `${at.slice(0, 16).replace("T", " ")} UTC`;
