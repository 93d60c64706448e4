import { createHmac } from "node:crypto";

/** Stands for a value where the value itself must not be shown or kept. */
export type Refer = (value: unknown) => string;

const digitCount = 12;

/**
 * Makes references such as "⟨ref 4f2a91c07b3d⟩": the same for the same value everywhere in one Lethe, so that deletions about
 * the same thing can be told together, and without LETHE_SECRET nothing of the value can be learnt from one, nor guesses be
 * tried on it.
 */
export const referWith = (secret: string): Refer => {
  const key = createHmac("sha256", secret).update("lethe filter reference").digest();
  return (value) => {
    const digest = createHmac("sha256", key).update(textOf(value).toWellFormed()).digest("hex");
    return `⟨ref ${digest.slice(0, digitCount)}⟩`;
  };
};

/** A text as itself, so that a user's ID has one reference wherever it stands; another value by its kind as well. */
const textOf = (value: unknown): string =>
  typeof value === "string" ? value : `${typeof value} ${String(value)}`;
