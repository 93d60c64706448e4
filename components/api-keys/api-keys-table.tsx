import { Ban, CalendarX, CircleCheck } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { Instant } from "@/components/ui/instant";
import { ActionsCell, cellClasses, NameCell, PlainTable, rowClasses } from "@/components/ui/plain-table";
import type { ApiKey } from "@/lib/api-keys/types";
import { RevokeApiKey } from "./revoke-api-key";
import { VisibleText } from "@/components/ui/visible-text";
import { withNamedInvisible } from "@/lib/text/invisible-characters";

const titles = ["Name", "State", "Role", "Narrowed to", "Starts with", "Last used", "Created", "Created by"];

export const ApiKeysTable = ({ keys }: { keys: ApiKey[] }) => (
  <PlainTable label="API keys" titles={titles} hasActions>
    {keys.map((apiKey) => (
      <KeyRow key={apiKey.id} apiKey={apiKey} />
    ))}
  </PlainTable>
);

const KeyRow = ({ apiKey }: { apiKey: ApiKey }) => {
  const { name, role, prefix, lastUsedAt, createdAt, createdBy } = apiKey;
  return (
    <tr className={rowClasses}>
      <NameCell name={name} />
      <td className={cellClasses}>
        <KeyState apiKey={apiKey} />
      </td>
      <td className={`${cellClasses} capitalize`}>{role}</td>
      <td className={cellClasses}>
        <Narrowing only={apiKey.only} />
      </td>
      <td className={`${cellClasses} font-mono text-xs`}>{prefix}…</td>
      <td className={cellClasses}>
        {lastUsedAt === null ? <span className="text-muted">Never</span> : <Instant at={lastUsedAt} />}
      </td>
      <td className={cellClasses}>
        <Instant at={createdAt} />
      </td>
      <td className={cellClasses}>
        <bdi className="block max-w-64 truncate" title={withNamedInvisible(createdBy.label)}>
          <VisibleText text={createdBy.label} />
        </bdi>
      </td>
      <ActionsCell>
        <RevokeApiKey apiKey={apiKey} />
      </ActionsCell>
    </tr>
  );
};

const KeyState = ({ apiKey: { revokedAt, expiresAt, isExpired } }: { apiKey: ApiKey }) => {
  if (revokedAt !== null)
    return (
      <Badge>
        <Ban size={12} aria-hidden className="shrink-0" />
        Revoked <Instant at={revokedAt} />
      </Badge>
    );
  if (expiresAt !== null && isExpired)
    return (
      <Badge>
        <CalendarX size={12} aria-hidden className="shrink-0" />
        Expired <Instant at={expiresAt} />
      </Badge>
    );
  return (
    <span className="grid justify-items-start gap-0.5 py-1">
      <Badge look="success">
        <CircleCheck size={12} aria-hidden className="shrink-0" />
        Active
      </Badge>
      {expiresAt !== null && (
        <span className="block text-xs text-muted">
          Expires <Instant at={expiresAt} />
        </span>
      )}
    </span>
  );
};

const Narrowing = ({ only: { store, entities } }: { only: ApiKey["only"] }) => {
  const names = (entities ?? []).map(({ kind, value }) => `${kind} ${withNamedInvisible(value)}`);
  const parts = [...(store === null ? [] : [store.name]), ...names];
  if (parts.length === 0) return <span className="text-muted">Not narrowed</span>;
  return (
    <bdi className="block max-w-64 truncate" title={parts.join(", ")}>
      {parts.join(", ")}
    </bdi>
  );
};
