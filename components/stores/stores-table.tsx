import { Ban } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { Instant } from "@/components/ui/instant";
import { ActionsCell, cellClasses, NameCell, PlainTable, rowClasses } from "@/components/ui/plain-table";
import type { ShownStore } from "@/lib/stores/shown-store";
import { builtinStoreId, builtinStoreName } from "@/lib/stores/store-ids";
import { HealthBadge } from "./health-badge";
import { StoreActions } from "./store-actions";
import { kindWords } from "./store-words";

const titles = ["Name", "State", "Kind", "Address", "Credentials set", "Added"];

export const StoresTable = ({ stores }: { stores: ShownStore[] }) => (
  <PlainTable label="Stores" titles={titles} hasActions>
    <BuiltinRow />
    {stores.map((store) => (
      <StoreRow key={store.id} store={store} />
    ))}
  </PlainTable>
);

const BuiltinRow = () => (
  <tr className={rowClasses}>
    <th scope="row" className={`${cellClasses} font-medium`}>
      {builtinStoreName}
    </th>
    <td className={cellClasses}>
      <HealthBadge storeId={builtinStoreId} />
    </td>
    <td className={cellClasses}>{kindWords.builtin}</td>
    <td className={`${cellClasses} text-muted`}>Lethe’s own database</td>
    <td className={`${cellClasses} text-muted`}>None needed</td>
    <td className={`${cellClasses} text-muted`}>Always available</td>
    <ActionsCell />
  </tr>
);

const StoreRow = ({ store }: { store: ShownStore }) => {
  const { id, name, kind, url, source, credentialsSetAt, createdAt, disabledAt } = store;
  return (
    <tr className={rowClasses}>
      <NameCell name={name} />
      <td className={cellClasses}>
        {disabledAt === null ? (
          <HealthBadge storeId={id} />
        ) : (
          <Badge>
            <Ban size={12} aria-hidden className="shrink-0" />
            Disabled <Instant at={disabledAt} />
          </Badge>
        )}
      </td>
      <td className={cellClasses}>{kindWords[kind]}</td>
      <td className={`${cellClasses} font-mono text-xs`}>
        <span className="block max-w-72 truncate" title={url ?? undefined}>
          {url ?? "Cannot be read"}
        </span>
      </td>
      <td className={cellClasses}>
        <Instant at={credentialsSetAt} />
      </td>
      <td className={cellClasses}>
        {source === "environment" ? (
          <span title="Declared in LETHE_STORES, and can only be changed there">From the environment</span>
        ) : (
          <Instant at={createdAt} />
        )}
      </td>
      <ActionsCell>
        <StoreActions store={store} />
      </ActionsCell>
    </tr>
  );
};
