import { readBundle, type Bundle } from "./bundle";
import type { VerifierKey } from "./verifier-key";
import { verifyBundle, type UntrustedBundle, type VerifiedBundle } from "./verify-bundle";
import { readZip } from "./zip";

/** What a file turned out to be. `incomplete`: this file of it is missing or no text. `other`: no zip, or one of something else. */
export type CheckedBundle =
  | (VerifiedBundle & { others: Bundle["others"] })
  | UntrustedBundle
  | { outcome: "incomplete"; file: string }
  | { outcome: "other" };

/** Reads a packed bundle and verifies it, as verifyBundle does. Runs in the browser and on the server; asks nobody. */
export const checkBundle = (
  file: Uint8Array,
  trusted: { keys: readonly VerifierKey[]; witnesses: readonly VerifierKey[] },
): CheckedBundle => {
  const files = readZip(file);
  if (files === null || ![...files.keys()].some(isOfBundle)) return { outcome: "other" };
  const read = readBundle(files);
  if ("wrongFile" in read) return { outcome: "incomplete", file: read.wrongFile };
  const verdict = verifyBundle(read.bundle, trusted);
  return "events" in verdict ? { ...verdict, others: read.bundle.others } : verdict;
};

const isOfBundle = (path: string): boolean => path === "checkpoint" || path.endsWith(".tlog-proof");
