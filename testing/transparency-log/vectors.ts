import { readFileSync } from "node:fs";
import { z } from "zod";
import { bytesOf } from "@/lib/text/base64";

const bytes = z.string().transform((text) => bytesOf(text) ?? new Uint8Array());
const schema = z.object({
  origin: z.string(),
  vkey: z.string(),
  witnessVkey: z.string(),
  roots: z.record(z.string(), bytes),
  inclusions: z.array(z.object({ size: z.int(), index: z.int(), proof: z.array(bytes) })),
  consistencies: z.array(z.object({ old: z.int(), size: z.int(), proof: z.array(bytes) })),
  tiles: z.array(z.object({ path: z.string(), digest: bytes })),
  tilePaths: z.array(z.string()),
  signed: z.string(),
  cosigned: z.string(),
  proof: z.string(),
  extraProof: z.string(),
});

/** What other implementations make of a log of 70,001 leaves and two keys; vectors.go beside it says how. */
export const vectors = schema.parse(
  JSON.parse(readFileSync(new URL("vectors.json", import.meta.url), "utf8")),
);

export const vectorLeaf = (index: number): Uint8Array => new TextEncoder().encode(`entry ${index} ☂`);

/** The private keys behind the two verifier keys. */
export const logSeed = Buffer.alloc(32, 7);
export const witnessSeed = Buffer.alloc(32, 9);
