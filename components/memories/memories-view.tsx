"use client";

import type { TablePreferences } from "@/components/data-table/table-preferences";
import { useTablePreferences } from "@/components/data-table/use-table-preferences";
import { PageHeader } from "@/components/layout/page-header";
import { StoreTag } from "@/components/stores/store-tag";
import type { ConfirmationThresholds } from "@/lib/deletions/confirmation";
import { can, rolesThatCan, type Role } from "@/lib/members/types";
import { MemoriesBrowser } from "./memories-browser";
import { memoriesTableName } from "./memories-frame";
import { UnreadableView } from "./memory-states";
import { useMemoryView } from "./use-memory-view";

/** The page of memories, as its address says. */
export const MemoriesView = ({
  role,
  thresholds,
  initialPreferences,
}: {
  role: Role;
  thresholds: ConfirmationThresholds;
  initialPreferences: TablePreferences;
}) => {
  const view = useMemoryView();
  const preferences = useTablePreferences(memoriesTableName, initialPreferences);
  return (
    <>
      <PageHeader
        title="Memories"
        note={
          <>
            <StoreTag />
            {!can(role, "memories:delete") && <ReadOnly role={role} />}
          </>
        }
      />
      {view.result.ok ? (
        <MemoriesBrowser
          search={view.result.search}
          view={view}
          role={role}
          thresholds={thresholds}
          preferences={preferences}
        />
      ) : (
        <UnreadableView problem={view.result.problem} onClear={view.clearAll} />
      )}
    </>
  );
};

/** Says why there is nothing to select and no way to delete. */
const ReadOnly = ({ role }: { role: Role }) => (
  <span className="ml-3">
    Your role, {role}, can read memories and cannot delete them. Members with the role{" "}
    {rolesThatCan("memories:delete").join(" or ")} can.
  </span>
);
