import type { ApiKey, ApiKeyList } from "@/lib/api-keys/types";

/** The lines of a table of keys; instants are in UTC. */
export const keyTable = ({ keys, total }: ApiKeyList): string[] => {
  if (total === 0) return ["There are no API keys."];
  const rows = [["ID", "NAME", "ROLE", "STARTS WITH", "STATE", "LAST USED", "CREATED"], ...keys.map(cellsOf)];
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

const cellsOf = ({ id, name, role, prefix, revokedAt, lastUsedAt, createdAt }: ApiKey): string[] => [
  id,
  name,
  role,
  `${prefix}…`,
  revokedAt === null ? "active" : `revoked ${minuteOf(revokedAt)}`,
  lastUsedAt === null ? "never" : minuteOf(lastUsedAt),
  minuteOf(createdAt),
];

const minuteOf = (at: string): string => at.slice(0, 16).replace("T", " ");
