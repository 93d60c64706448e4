"use client";

import type { TablePreferences } from "@/components/data-table/table-preferences";
import { useTablePreferences } from "@/components/data-table/use-table-preferences";
import { LiveIndicator } from "@/components/live/live-indicator";
import { PageHeader } from "@/components/layout/page-header";
import { useStore } from "@/components/stores/store-provider";
import { StoreTag } from "@/components/stores/store-tag";
import { isAsSaved } from "@/components/views/same-content";
import { useSavedView } from "@/components/views/use-saved-view";
import { ViewControls } from "@/components/views/view-controls";
import { can, rolesThatCan, type Role } from "@/lib/access/types";
import { memorySearchString } from "@/lib/browse/memory-queries";
import type { MemorySearch } from "@/lib/browse/memory-search";
import { withStore } from "@/lib/stores/store-param";
import type { ViewId } from "@/lib/views/types";
import { fieldsMissing } from "@/lib/stores/provided-fields";
import { MemoriesBrowser } from "./memories-browser";
import { memoriesTableName } from "./memories-frame";
import { FilterNotHere, UnreadableView } from "./memory-states";
import { memoryColumnsOf } from "./memory-columns";
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
  const own = useTablePreferences(memoriesTableName, initialPreferences);
  const { saved, preferences, forgetColumns } = useSavedView(view.savedViewId, store.id, own);
  const { order, hidden } = preferences.preferences;
  const isChanged =
    saved !== undefined &&
    view.result.ok &&
    !isAsSaved(
      saved,
      view.result.search,
      { order, hidden },
      memoryColumnsOf(store).map(({ id }) => id),
    );
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
      >
        {view.result.ok && (
          <ViewControls
            saved={saved}
            content={{ ...contentOf(view.result.search), storeId: store.id, columns: { order, hidden } }}
            isChanged={isChanged}
            newRuleHref={
              can(role, "retention:manage")
                ? saved !== undefined && !isChanged
                  ? newRuleOfViewHref(saved.id)
                  : withStore(`/settings/retention/new${memorySearchString(view.result.search)}`, store.id)
                : null
            }
            onViewChange={(id) => {
              forgetColumns();
              view.setSavedView(id);
            }}
            onRevert={() => {
              forgetColumns();
              if (saved?.search != null) view.revertTo(saved.search, saved.sort);
            }}
          />
        )}
      </PageHeader>
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

const newRuleOfViewHref = (id: ViewId) => `/settings/retention/new?view=${id}`;

/** What a saved view keeps of a search: neither the page that is shown nor its size. */
const contentOf = ({ filter, text, sort }: MemorySearch) => ({ filter, text, sort });

/** Says why there is nothing to select and no way to delete. */
const ReadOnly = ({ role }: { role: Role }) => (
  <span>
    Your role, {role}, can read memories but cannot delete them. Members with the role{" "}
    {rolesThatCan("memories:delete").join(" or ")} can.
  </span>
);
