import { stringify } from "lossless-json";
import type { JsonText } from "./json-text";
import { ExactNumber, NotJson } from "./exact-number";

/** Writes what `parseExact` has read, or anything else that is JSON, with every number as it was. */
export const writeExact = (value: unknown, space?: number): JsonText => {
  // The cast: neither answers undefined for an object, a list or a scalar.
  try {
    return JSON.stringify(value, null, space) as JsonText;
  } catch (error) {
    if (!(error instanceof NotJson)) throw error;
    return stringify(value, null, space, [exactNumbers]) as JsonText;
  }
};

const exactNumbers = {
  test: (value: unknown) => value instanceof ExactNumber,
  stringify: (value: unknown) => String(value),
};
