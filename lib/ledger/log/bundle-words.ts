import type { BundleProblem, UntrustedBundle, VerifiedBundle } from "./verify-bundle";
import { hexOf } from "@/lib/text/base64";
import type { VerifiedSignature } from "./note";

/** What is wrong with a file of a bundle, as a sentence. */
export const bundleProblemWords = ({ file, problem }: BundleProblem): string => {
  switch (problem) {
    case "malformed":
      return `${file} is not in the form that it should be in.`;
    case "forged":
      return `${file} bears a signature in the name of a key that you gave, and that key did not make it.`;
    case "unknown_key":
      return `${file} is not signed by any key that you gave.`;
    case "not_included":
      return `${file} does not show that this event is in the log: the event, or its proof, was altered.`;
    case "other_checkpoint":
      return `${file} is a proof up to another checkpoint than this bundle’s.`;
    case "wrong_number":
      return `${file} is not the event that its name says.`;
    case "not_an_event":
      return `${file} is not an event as Lethe records it.`;
    case "not_continued":
      return `${file} is of a log that this bundle’s checkpoint does not continue.`;
  }
};

/** Why nothing in it can be relied on. */
export const untrustedWords = ({ outcome, claimed }: UntrustedBundle): string => {
  switch (outcome) {
    case "malformed":
      return "Its checkpoint is none: the file is damaged, or was altered.";
    case "forged":
      return "Its checkpoint bears a signature in the name of a key that you know, and that key did not make it: it was altered, or forged.";
    case "unknown_key":
      return `Its checkpoint${claimed === null ? "" : `, of ${claimed.origin},`} is not signed by any key that is known here. Anybody can make such a file.`;
  }
};

/** Who signed it, for a line each: a log by its key’s id, a witness with its name and time. */
export const signatureWords = ({ key, time }: VerifiedSignature): string =>
  time === null
    ? `Signed with the key ${hexOf(key.keyId)} of ${key.name}.`
    : `Cosigned by ${key.name} on ${instantWords(time)}.`;

const instantWords = (seconds: number): string => {
  const at = new Date(seconds * 1000);
  return Number.isNaN(at.getTime()) ? "an impossible day" : at.toISOString();
};

/** What a bundle that was verified shows nothing about. */
export const bundleLimits = ({ cosignedBy, size }: VerifiedBundle): string[] => [
  ...(cosignedBy.length > 0
    ? []
    : [
        "No witness that you know has signed it: that its operator shows everybody the same log, you can tell only by comparing this checkpoint with one that somebody else has kept.",
      ]),
  `It shows that these events are among the first ${size.toLocaleString("en")} of the log, as they were written. It does not show that a store truly deleted what it said was gone, nor that nothing was stored again later.`,
];
