import { ExactNumber } from "./exact-number";

export type JsonObject = Record<string, unknown>;

/** Whether a value of a JSON text is an object: no array, null, or number that is kept as it was written. */
export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof ExactNumber);
