"use client";

import type { TablePreferences } from "@/components/data-table/table-preferences";
import { useTablePreferences } from "@/components/data-table/use-table-preferences";
import { LiveIndicator } from "@/components/live/live-indicator";
import { PageHeader } from "@/components/layout/page-header";
import { useStore } from "@/components/stores/store-provider";
import { StoreTag } from "@/components/stores/store-tag";
import { can, rolesThatCan, type Role } from "@/lib/access/types";
import { fieldsMissing } from "@/lib/stores/provided-fields";
import { MemoriesBrowser } from "./memories-browser";
import { memoriesTableName } from "./memories-frame";
import { FilterNotHere, UnreadableView } from "./memory-states";
import { useMemoryView } from "./use-memory-view";

/** The page of memories, as its address says. */
export const MemoriesView = ({
  role,
  initialPreferences,
}: {
  role: Role;
  initialPreferences: TablePreferences;
}) => {
  const view = useMemoryView();
  const store = useStore();
  const missing = view.result.ok ? fieldsMissing(store, view.result.search.filter) : [];
  const preferences = useTablePreferences(memoriesTableName, initialPreferences);
  return (
    <>
      <PageHeader
        title="Memories"
        note={
          <span className="flex flex-wrap items-center gap-x-3">
            <StoreTag />
            <LiveIndicator isNotified={store.kind === "builtin"} />
            {!can(role, "memories:delete") && <ReadOnly role={role} />}
          </span>
        }
      />
      {!view.result.ok ? (
        <UnreadableView problem={view.result.problem} onClear={view.clearAll} />
      ) : missing.length > 0 ? (
        <FilterNotHere fields={missing} onClear={view.clearFilter} />
      ) : (
        <MemoriesBrowser search={view.result.search} view={view} role={role} preferences={preferences} />
      )}
    </>
  );
};

/** Says why there is nothing to select and no way to delete. */
const ReadOnly = ({ role }: { role: Role }) => (
  <span>
    Your role, {role}, can read memories but cannot delete them. Members with the role{" "}
    {rolesThatCan("memories:delete").join(" or ")} can.
  </span>
);
