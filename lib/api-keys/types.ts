import { z } from "zod";
import type { NamedEntity } from "@/lib/access/restriction";
import type { Actor, Role } from "@/lib/access/types";

export const apiKeyIdSchema = z.uuid().brand<"ApiKeyId">();
export type ApiKeyId = z.infer<typeof apiKeyIdSchema>;

/** A key as it is listed; only the person who copied it has the key itself. Instants are ISO 8601 in UTC. */
export type ApiKey = {
  id: ApiKeyId;
  name: string;
  /** What the key may do: the same as a member of this role. */
  role: Role;
  /** How the key begins, to recognise it by. */
  prefix: string;
  createdBy: Actor;
  createdAt: string;
  /** To the minute; null when it was never used. */
  lastUsedAt: string | null;
  /** Null unless it was revoked. */
  revokedAt: string | null;
  /** From then on it is refused; null: it does not expire. */
  expiresAt: string | null;
  /** Whether that was so when it was read. */
  isExpired: boolean;
  /** What it is narrowed to; null: not. */
  only: { store: { id: string; name: string } | null; entities: readonly NamedEntity[] | null };
};

/** A key that was just made. `key` is the secret, here once and never again. */
export type NewApiKey = { apiKey: ApiKey; key: string };

/** `total` counts all, also those beyond the bound of the list. */
export type ApiKeyList = { keys: ApiKey[]; total: number };
