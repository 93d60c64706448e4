import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { canonical } from "@/lib/ledger/canonical";

/**
 * A line of the journal: up to a thousand memories that one deletion erased. Ids of memories are random, and kept as they are where they
 * are UUIDs; every other text that can name somebody is a keyed digest. Never a memory's text.
 */
export type JournalLine = {
  /** Names of the log, the present one first, then those that it follows: what binds a line to its database. */
  origins: string[];
  /** The newest one, signed; null while nothing is. */
  checkpoint: string | null;
  /** ISO 8601, as is `cutoffAt`. */
  writtenAt: string;
  deletionId: string;
  storeId: string;
  /** Tells the store from another one that is called the same later: see storeFingerprint. */
  store: string;
  operation: string;
  cutoffAt: string;
  /** The deletion's items from the one to the other, without those that failed or were kept. */
  fromSeq: number;
  toSeq: number;
  ids: string[];
  /** Of ids that are no UUIDs, see idDigestOf. */
  idDigests: string[];
  /**
   * Of the erased texts, in the order of `ids`: the first 8 bytes of each item digest, in base64, zeros where none is known; and the
   * salt of the key that made them, in hexadecimal. Null when none is known.
   */
  texts: { salt: string; digests: string } | null;
  /** Digests of the entities that the deletion's selection names (lib/deletions/server/record/entity-digest.ts), in hexadecimal. */
  entities: string[];
};

const kind = "lethe-erasure" as const;
const version = 1 as const;

/** Writes a line, without its end. The last key vouches for all others: only who has LETHE_SECRET can make it. */
export const formatLine = (secret: string, line: JournalLine): string => {
  const said = { kind, version, ...line };
  return JSON.stringify({ ...said, mac: macOf(secret, said) });
};

export type ReadLine =
  | { outcome: "read"; line: JournalLine }
  | { outcome: "unreadable" }
  /** It was not made with this secret, or altered since. */
  | { outcome: "unsigned" };

/** Reads a line strictly: what is not as formatLine writes it is not acted upon. */
export const parseLine = (secret: string, text: string): ReadLine => {
  let written: unknown;
  try {
    written = JSON.parse(text);
  } catch {
    return { outcome: "unreadable" };
  }
  const { data } = lineSchema.safeParse(written);
  if (data === undefined) return { outcome: "unreadable" };
  const { mac, ...said } = data;
  const { kind: _kind, version: _version, ...line } = said;
  const expected = Buffer.from(macOf(secret, said), "hex");
  return timingSafeEqual(Buffer.from(mac, "hex"), expected)
    ? { outcome: "read", line }
    : { outcome: "unsigned" };
};

/** Bytes of a text's digest that a line keeps. */
export const textDigestBytes = 8;
const itemsMax = 1_000;

const lineSchema = z
  .strictObject({
    kind: z.literal(kind),
    version: z.literal(version),
    origins: z.array(z.string().min(1).max(300)).min(1).max(1_000),
    checkpoint: z.string().max(10_000).nullable(),
    writtenAt: z.iso.datetime(),
    deletionId: z.uuid(),
    storeId: z.string().min(1).max(64),
    store: z.string().regex(/^[0-9a-f]{16}$/),
    operation: z.string().max(40),
    cutoffAt: z.iso.datetime(),
    fromSeq: z.int().min(1),
    toSeq: z.int().min(1),
    ids: z.array(z.uuid()).max(itemsMax),
    idDigests: z.array(z.string().regex(/^[0-9a-f]{32}$/)).max(itemsMax),
    texts: z.strictObject({ salt: z.string().regex(/^[0-9a-f]{64}$/), digests: z.base64() }).nullable(),
    entities: z.array(z.string().regex(/^[0-9a-f]{32}$/)).max(10_000),
    mac: z.string().regex(/^[0-9a-f]{64}$/),
  })
  .refine(({ fromSeq, toSeq }) => fromSeq <= toSeq)
  .refine(
    ({ ids, texts }) =>
      texts === null || Buffer.from(texts.digests, "base64").length === ids.length * textDigestBytes,
  );

const keyOf = (secret: string, purpose: string): Buffer =>
  createHmac("sha256", secret).update(`lethe journal ${purpose}`).digest();

const macOf = (secret: string, said: Omit<z.infer<typeof lineSchema>, "mac">): string =>
  createHmac("sha256", keyOf(secret, "line")).update(canonical(said)).digest("hex");

/** Stands for the id of a memory of a store elsewhere that is no UUID: 16 bytes of HMAC-SHA-256, in hexadecimal. */
export const idDigestOf = (secret: string, storeId: string, id: string): string =>
  createHmac("sha256", keyOf(secret, "memory id"))
    .update(storeId)
    .update("\0")
    .update(id.toWellFormed())
    .digest("hex")
    .slice(0, 32);

/** Tells where a store's memories are, without saying so: of its kind and address. The built-in store has null. */
export const storeFingerprint = (secret: string, store: { kind: string; url: string } | null): string =>
  createHmac("sha256", keyOf(secret, "store"))
    .update(store === null ? "builtin" : `${store.kind} ${store.url}`)
    .digest("hex")
    .slice(0, 16);
