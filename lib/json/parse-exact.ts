import { parse } from "lossless-json";
import { numberFrom } from "./exact-number";

/**
 * Reads JSON as JSON.parse does, but rounds no number: one that JavaScript's numbers would change is an ExactNumber. Throws
 * a SyntaxError, whose message quotes the text.
 */
export const parseExact = (text: string): unknown => {
  // What is JSON and what is not is the engine's word; it also bears any depth.
  const rounded: unknown = JSON.parse(text);
  if (!mayBeRounded.test(text)) return rounded;
  try {
    return parse(text, null, { parseNumber: numberFrom, onDuplicateKey: ({ newValue }) => newValue });
  } catch {
    // By recursion, thousands deep; no memory is read that nests deeper than 32.
    throw new SyntaxError("This JSON nests too deeply.");
  }
};

/**
 * Fifteen digits always survive, so that only a longer number, or one with an exponent, needs the slower reader. Texts
 * that look like one cost time and nothing else.
 */
const mayBeRounded = /(?:^|[\s:,[])-?(?:\d[\d.]{15}|[\d.]{1,15}[eE])/;
