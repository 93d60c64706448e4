import { Ban, CircleCheck } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { Instant } from "@/components/ui/instant";
import { ActionsCell, cellClasses, NameCell, PlainTable, rowClasses } from "@/components/ui/plain-table";
import type { ApiKey } from "@/lib/api-keys/types";
import { RevokeApiKey } from "./revoke-api-key";

const titles = ["Name", "State", "Role", "Starts with", "Last used", "Created", "Created by"];

export const ApiKeysTable = ({ keys }: { keys: ApiKey[] }) => (
  <PlainTable label="API keys" titles={titles} hasActions>
    {keys.map((apiKey) => (
      <KeyRow key={apiKey.id} apiKey={apiKey} />
    ))}
  </PlainTable>
);

const KeyRow = ({ apiKey }: { apiKey: ApiKey }) => {
  const { name, role, prefix, revokedAt, lastUsedAt, createdAt, createdBy } = apiKey;
  return (
    <tr className={rowClasses}>
      <NameCell name={name} />
      <td className={cellClasses}>
        {revokedAt === null ? (
          <Badge look="success">
            <CircleCheck size={12} aria-hidden className="shrink-0" />
            Active
          </Badge>
        ) : (
          <Badge>
            <Ban size={12} aria-hidden className="shrink-0" />
            Revoked <Instant at={revokedAt} />
          </Badge>
        )}
      </td>
      <td className={`${cellClasses} capitalize`}>{role}</td>
      <td className={`${cellClasses} font-mono text-xs`}>{prefix}…</td>
      <td className={cellClasses}>
        {lastUsedAt === null ? <span className="text-muted">Never</span> : <Instant at={lastUsedAt} />}
      </td>
      <td className={cellClasses}>
        <Instant at={createdAt} />
      </td>
      <td className={cellClasses}>
        <bdi className="block max-w-64 truncate" title={createdBy.label}>
          {createdBy.label}
        </bdi>
      </td>
      <ActionsCell>
        <RevokeApiKey apiKey={apiKey} />
      </ActionsCell>
    </tr>
  );
};
