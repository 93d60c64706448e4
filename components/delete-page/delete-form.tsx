"use client";

import { useId, useState, type KeyboardEvent, type SyntheticEvent } from "react";
import { WhoCan } from "@/components/deletions/who-can";
import { MemoryFilterBar } from "@/components/memories/memory-filter-bar";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Tabs } from "@/components/ui/tabs";
import type { DeleteSearch } from "@/lib/deletions/scope/delete-search";
import type { ReadTarget } from "@/lib/deletions/request/delete-target";
import { wildcardsOf } from "@/lib/deletions/scope/scope";
import { describeFilter } from "@/lib/filters/describe-filter";
import { rolesThatCan } from "@/lib/access/types";
import type { StoreId } from "@/lib/stores/store-ids";
import { ScopeForm } from "./scope-form";
import type { DeleteForm as Form } from "./use-delete-form";
import { WildcardWarning } from "./wildcard-warning";

/** Says what is to be deleted, by scope or by filter, and asks for its preview. Nothing is deleted from here. */
export const DeleteForm = ({
  form,
  search,
  read,
  store,
  canDeleteAll,
  onPreview,
}: {
  form: Form;
  search: DeleteSearch;
  read: ReadTarget;
  store: { id: StoreId; name: string };
  canDeleteAll: boolean;
  onPreview: () => void;
}) => {
  const whyId = useId();
  // Pressing Enter on what cannot be previewed makes the reason heard.
  const [hasTried, setHasTried] = useState(false);
  const onSubmit = (event: SyntheticEvent) => {
    event.preventDefault();
    setHasTried(!read.ok);
    if (read.ok) onPreview();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // The browser submits nothing while the button is disabled.
    if (event.key === "Enter" && !read.ok && event.target instanceof HTMLInputElement) setHasTried(true);
  };
  return (
    <form
      noValidate
      aria-label="What to delete"
      onSubmit={onSubmit}
      onKeyDown={onKeyDown}
      className="grid gap-4"
    >
      <Tabs
        label="How to choose what to delete"
        value={search.mode}
        onChange={form.setMode}
        tabs={[
          {
            value: "scope",
            label: "By scope",
            content: (
              <ScopeForm
                storeId={store.id}
                texts={search.texts}
                problems={read.ok ? {} : read.problems}
                offersWildcard={canDeleteAll}
                onTextChange={form.setText}
              />
            ),
          },
          {
            value: "filter",
            label: "By filter",
            content: (
              <div className="grid gap-3">
                <p className="text-sm text-muted">
                  {search.filter === null
                    ? "Only memories that match the filter are deleted. “Delete by filter” on the Memories page opens here with its filter."
                    : `Memories where ${describeFilter(search.filter)}.`}
                </p>
                <MemoryFilterBar filter={search.filter} onFilterChange={form.setFilter} />
              </div>
            ),
          },
        ]}
      />
      {read.ok && read.target.kind === "scope" && <WildcardWarning store={store} scope={read.target.scope} />}
      {read.ok &&
        !canDeleteAll &&
        read.target.kind === "scope" &&
        wildcardsOf(read.target.scope).length > 0 && <WhoCan roles={rolesThatCan("memories:delete-all")} />}
      {!read.ok && (
        <div id={whyId}>
          {hasTried ? (
            <Notice look="warning" role="alert">
              {read.why}
            </Notice>
          ) : (
            <p className="text-xs text-muted">{read.why}</p>
          )}
        </div>
      )}
      <Button
        type="submit"
        look="primary"
        disabled={!read.ok}
        focusableWhenDisabled
        {...(read.ok ? {} : { "aria-describedby": whyId })}
        className="justify-center"
      >
        Preview
      </Button>
    </form>
  );
};
