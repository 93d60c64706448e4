/** The keys of a memory in a file, as Mem0's API spells them (https://docs.mem0.ai/api-reference/memory/get-memories). */
export const knownKeys = [
  "id",
  "memory",
  "user_id",
  "agent_id",
  "app_id",
  "run_id",
  /** What Mem0's list calls the run. */
  "session_id",
  "metadata",
  "categories",
  "immutable",
  "expiration_date",
  "replaced_by",
  "created_at",
  "updated_at",
] as const;
export type KnownKey = (typeof knownKeys)[number];

const camelCase = (key: string): string =>
  key.replace(/_(\w)/g, (_match, letter: string) => letter.toUpperCase());

/** In Mem0's own spelling and in its JavaScript client's. */
const spellings = new Map<string, KnownKey>(
  knownKeys.flatMap((key) => [[key, key] as const, [camelCase(key), key] as const]),
);

const plainly = (key: string): string => key.toLowerCase().replace(/[\s_-]/g, "");
const plainSpellings = new Map<string, KnownKey>(knownKeys.map((key) => [plainly(key), key]));

/** The key that is meant, where it is spelled as Mem0 or its clients spell it. */
export const knownKeyOf = (key: string): KnownKey | undefined => spellings.get(key);

/** The key that differs from this one only in case, underscores, hyphens and spaces. */
export const likelyKeyOf = (key: string): KnownKey | undefined => plainSpellings.get(plainly(key));
