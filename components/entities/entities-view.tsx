"use client";

import { UnreadableAddress } from "@/components/layout/load-states";
import { ColumnsMenu } from "@/components/data-table/columns-menu";
import { DensityToggle } from "@/components/data-table/density-toggle";
import type { TablePreferences } from "@/components/data-table/table-preferences";
import { useTablePreferences } from "@/components/data-table/use-table-preferences";
import { LiveIndicator } from "@/components/live/live-indicator";
import { PageHeader } from "@/components/layout/page-header";
import { useStore } from "@/components/stores/store-provider";
import { StoreTag } from "@/components/stores/store-tag";
import { EntitiesBrowser } from "./entities-browser";
import { entitiesTableName } from "./entities-frame";
import { entityColumns } from "./entity-columns";
import { EntitySearchBox } from "./entity-search-box";
import { entityWords } from "./entity-words";
import { KindSwitch } from "./kind-switch";
import { useEntityView } from "./use-entity-view";

/** The page of entities, as its address says: of one kind, narrowed by a search. */
export const EntitiesView = ({
  canDelete,
  initialPreferences,
}: {
  canDelete: boolean;
  initialPreferences: TablePreferences;
}) => {
  const view = useEntityView();
  const store = useStore();
  const preferences = useTablePreferences(entitiesTableName, initialPreferences);
  if (!view.result.ok) {
    return (
      <>
        <PageHeader title="Entities" />
        <UnreadableAddress problem={view.result.problem} onClear={view.clearAll} />
      </>
    );
  }
  const { search } = view.result;
  return (
    <>
      <PageHeader title="Entities" note={<EntitiesNote />} />
      <div className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1.5 border-b px-4 py-1.5">
        <KindSwitch kind={search.kind} onKindChange={view.setKind} />
        <EntitySearchBox
          label={`Search ${entityWords[search.kind].many}`}
          text={search.text}
          onTextChange={view.setText}
        />
        <div className="ml-auto flex items-center gap-1">
          <ColumnsMenu
            columns={entityColumns({ kind: search.kind, storeId: store.id, actionsOf: () => null })}
            preferences={preferences}
          />
          <DensityToggle preferences={preferences} />
        </div>
      </div>
      <EntitiesBrowser search={search} view={view} canDelete={canDelete} preferences={preferences} />
    </>
  );
};

const EntitiesNote = () => (
  <span className="flex items-center gap-3">
    <StoreTag />
    <LiveIndicator isNotified={useStore().kind === "builtin"} />
  </span>
);
