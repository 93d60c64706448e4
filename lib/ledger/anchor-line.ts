import { z } from "zod";
import type { Anchor } from "./types";

/** What is written outside of the ledger: a line of the anchor file, and the body of the request to the anchor URL. */
export const formatAnchor = ({ seq, hash, anchoredAt, checkpoint }: Anchor): string =>
  JSON.stringify({ kind: "lethe-ledger-anchor", version: 1, seq, hash, anchoredAt, checkpoint });

/** Reads an anchor, or answers null. Further keys are allowed: a receiver may add some of its own. */
export const parseAnchor = (line: string): Anchor | null => {
  try {
    return anchorSchema.parse(JSON.parse(line));
  } catch {
    return null;
  }
};

const anchorSchema = z
  .object({
    kind: z.literal("lethe-ledger-anchor"),
    version: z.literal(1),
    seq: z.int().min(1),
    hash: z.hex().length(64).toLowerCase(),
    anchoredAt: z.iso.datetime(),
    checkpoint: z.string().optional(),
  })
  .transform(({ seq, hash, anchoredAt, checkpoint }): Anchor => ({
    seq,
    hash,
    anchoredAt,
    ...(checkpoint !== undefined && { checkpoint }),
  }));
