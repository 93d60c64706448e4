import type { ApiKey, ApiKeyList } from "@/lib/api-keys/types";
import { withNamedInvisible } from "@/lib/text/invisible-characters";

/** The lines of a table of keys; instants are in UTC. */
export const keyTable = ({ keys, total }: ApiKeyList): string[] => {
  if (total === 0) return ["There are no API keys."];
  const rows = [
    ["ID", "NAME", "ROLE", "STARTS WITH", "STATE", "LAST USED", "CREATED", "NARROWED TO"],
    ...keys.map(cellsOf),
  ];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  return total === keys.length
    ? lines
    : [...lines, `${keys.length} of ${total} keys: active keys first, then the newest.`];
};

const cellsOf = ({ id, name, role, prefix, lastUsedAt, createdAt, ...key }: ApiKey): string[] => [
  id,
  withNamedInvisible(name),
  role,
  `${prefix}…`,
  stateOf(key),
  lastUsedAt === null ? "never" : minuteOf(lastUsedAt),
  minuteOf(createdAt),
  narrowingOf(key),
];

type Key = Pick<ApiKey, "revokedAt" | "expiresAt" | "isExpired" | "only">;

const stateOf = ({ revokedAt, expiresAt, isExpired }: Key): string => {
  if (revokedAt !== null) return `revoked ${minuteOf(revokedAt)}`;
  if (expiresAt === null) return "active";
  return `${isExpired ? "expired" : "until"} ${minuteOf(expiresAt)}`;
};

const narrowingOf = ({ only: { store, entities } }: Key): string =>
  [
    ...(store === null ? [] : [`store ${store.id}`]),
    ...(entities ?? []).map(({ kind, value }) => `${kind} ${withNamedInvisible(value)}`),
  ].join(", ");

const minuteOf = (at: string): string => at.slice(0, 16).replace("T", " ");
