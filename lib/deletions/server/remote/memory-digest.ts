import { createHmac } from "node:crypto";
import type { Memory } from "@/lib/memories/types";

/** The digest that the built-in store computes in SQL: HMAC-SHA-256 of the memory's id, a zero byte and its text. */
export const memoryDigest = (key: Buffer, { id, memory }: Pick<Memory, "id" | "memory">): Buffer =>
  createHmac("sha256", key).update(id).update("\u0000").update(memory).digest();
