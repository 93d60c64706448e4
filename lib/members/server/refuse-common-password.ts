import { ExpectedError } from "@/lib/errors/expected-error";
import { passwordLengthMin } from "@/lib/members/schema";

/**
 * Throws invalid_input, with a sentence for the person, for a password that is guessed early: one of the commonest, Lethe's
 * name or a part of the member's own address, each also with a few characters before or behind it; or one that only repeats or
 * counts.
 */
export const refuseCommonPassword = async (password: string, email: string): Promise<void> => {
  const typed = password.normalize("NFC").toLowerCase();
  if (isRepetition(typed) || isRow(typed))
    refuse("This password only repeats or counts, which is easy to guess.");
  const own = ownWords(email);
  if (own.some((word) => isMadeOf(typed, word))) {
    refuse("This password is little more than your address or Lethe’s name.");
  }
  const common = await commonPasswords();
  if (common.has(typed) || common.has(coreOf(typed)))
    refuse("This password is one of the most common ones, or nearly.");
};

const refuse = (why: string): never => {
  throw new ExpectedError("invalid_input", `${why} Choose another one; a few unrelated words work well.`);
};

let loading: Promise<ReadonlySet<string>> | undefined;

/** About 50,000 passwords, the commonest of those that were stolen somewhere. Loaded when the first one is set. */
const commonPasswords = (): Promise<ReadonlySet<string>> =>
  (loading ??= import("@zxcvbn-ts/language-common").then(
    ({ dictionary }) => new Set(dictionary["passwords-common"].map((word) => word.toLowerCase())),
  ));

/** Fewer characters than these around a word add nothing: "password2026!". */
const addedCountMin = 8;

const isMadeOf = (typed: string, word: string): boolean =>
  typed.includes(word) && typed.replaceAll(word, "").length < addedCountMin;

const ownWords = (email: string): string[] => {
  const address = email.normalize("NFC").toLowerCase();
  const [local = "", domain = ""] = address.split("@");
  const parts = [...local.split(/[._+-]/), ...domain.split(".")];
  return [address, local, "lethe", ...parts].filter((word) => word.length >= 4);
};

/** A password without the digits and signs around it, when those are few. */
const coreOf = (typed: string): string => {
  const core = typed.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, "");
  return core !== "" && typed.length - core.length < addedCountMin ? core : typed;
};

/** "abcabcabcabc": a part that would be too short by itself, over and over. */
const isRepetition = (typed: string): boolean =>
  Array.from({ length: passwordLengthMin - 1 }, (_, index) => index + 1).some(
    (length) =>
      length <= typed.length / 2 &&
      typed === typed.slice(0, length).repeat(typed.length).slice(0, typed.length),
  );

/** "abcdefghijkl", "987654321098": each character the next of the one before. */
const isRow = (typed: string): boolean => {
  const codes = Array.from(typed, (character) => character.codePointAt(0) ?? 0);
  const steps = codes.slice(1).map((code, index) => code - (codes[index] ?? 0));
  return [1, -1].some((step) => steps.every((each) => each === step || each === -9 * step));
};
