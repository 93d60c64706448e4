import { z } from "zod";
import { unreadableSchema } from "@/lib/memories/unreadable-schema";
import { verificationChecks, verificationOutcomes } from "./verification-checks";

const count = z.int().min(0);

export const verificationCheckSchema = z.object({
  check: z.enum(verificationChecks),
  outcome: z.enum(verificationOutcomes),
  /** What was looked for: memories, or texts; null where that is not a number of things. */
  checkedCount: count.nullable(),
  /** What was found although it was taken for deleted. */
  residualCount: count,
  /** What was found and is known to be there: it failed, or was kept. Null where an earlier release did not look for it. */
  stayedCount: count.nullable().default(null),
  /** What was found and is not this deletion's: stored again after the cutoff, or another memory with these words. */
  otherCount: count,
  /** Memories that were met and could not be read: whether they should be gone is unknown. */
  unreadable: unreadableSchema.optional(),
  durationMs: count,
});

/** How a verification is kept, and read back. */
export const verificationSchema = z.object({
  verifiedAt: z.iso.datetime(),
  checks: z.array(verificationCheckSchema),
});
