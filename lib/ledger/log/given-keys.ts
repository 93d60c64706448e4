import { z } from "zod";
import { parseVerifierKey, type VerifierKey } from "./verifier-key";

/** The answer of /api/ledger/keys, of which only the keys are relied on. */
const answerSchema = z.object({ keys: z.array(z.object({ vkey: z.string() })) });

/** Verifier keys as somebody gives them: one or several, with blanks between, or the answer of /api/ledger/keys. Null when one is none. */
export const readVerifierKeys = (text: string): VerifierKey[] | null => {
  const answer = answerSchema.safeParse(parseJson(text));
  const texts = answer.success
    ? answer.data.keys.map(({ vkey }) => vkey)
    : text.split(/[\s,]+/).filter((part) => part !== "");
  const keys = texts.map(parseVerifierKey).filter((key) => key !== null);
  return keys.length === 0 || keys.length < texts.length ? null : keys;
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};
