import { createHash } from "node:crypto";
import { canonical } from "@/lib/ledger/canonical";
import type { PermitRequest } from "@/lib/safety/types";

/** By which the same change, asked for again, is recognised. */
export const permitDigest = ({ kind, change }: PermitRequest): string =>
  createHash("sha256").update(canonical({ kind, change })).digest("hex");
