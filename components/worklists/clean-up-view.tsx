"use client";

import { useQueryStates } from "nuqs";
import { LiveIndicator } from "@/components/live/live-indicator";
import { PageHeader } from "@/components/layout/page-header";
import { useStore } from "@/components/stores/store-provider";
import { StoreTag } from "@/components/stores/store-tag";
import { worklistOptionsFrom, worklistParams } from "@/lib/worklists/worklist-params";
import { ImportLists } from "./import-lists";
import { NearDuplicates } from "./near-duplicates";
import { StaleChart } from "./stale-chart";
import { Worklists } from "./worklists";

/** What of a store may be cleaned up: how much, why, and the way to it. */
export const CleanUpView = () => {
  const store = useStore();
  const [values, setValues] = useQueryStates(worklistParams, { history: "replace" });
  return (
    <>
      <PageHeader
        title="Clean up"
        note={
          <span className="flex items-center gap-3">
            <StoreTag />
            <LiveIndicator isNotified={store.kind === "builtin"} />
          </span>
        }
      />
      <div className="grid max-w-5xl grid-cols-[minmax(0,1fr)] gap-6 px-4 py-5">
        <StaleChart />
        <Worklists options={worklistOptionsFrom(values)} onChange={(next) => void setValues(next)} />
        {store.kind === "builtin" && <ImportLists />}
        <NearDuplicates user={values.user} onUserChange={(user) => void setValues({ user })} />
      </div>
    </>
  );
};
