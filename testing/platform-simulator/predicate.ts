import type { StoredMemory } from "./types";

export type Predicate = (memory: StoredMemory) => boolean;

export type JsonObject = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);
