"use client";

import { ArrowRight } from "lucide-react";
import Link from "next/link";
import { useMemo, useState, type ReactNode, type SyntheticEvent } from "react";
import { FilterFieldsProvider } from "@/components/filter-builder/filter-fields";
import { SuggestBox } from "@/components/filter-builder/suggest-box";
import { memorySuggestions } from "@/components/memories/memory-suggestions";
import { useStore } from "@/components/stores/store-provider";
import { Button, buttonClasses } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Instant } from "@/components/ui/instant";
import { Skeleton } from "@/components/ui/skeleton";
import { VisibleText } from "@/components/ui/visible-text";
import { ErrorState } from "@/components/ui/view-state";
import { memoryFields } from "@/lib/filters/memory-fields";
import { shownError } from "@/lib/http/shown-error";
import { memoryCountWords } from "@/lib/memories/count-words";
import type { MemoryId } from "@/lib/memories/types";
import type { StoreId } from "@/lib/stores/store-ids";
import {
  comparedLength,
  likenessMin,
  type NearDuplicates as Found,
  type NearGroup,
} from "@/lib/worklists/near-duplicates";
import { nearDuplicatesQuery } from "@/lib/worklists/worklist-queries";
import { useWorklistQuery } from "./use-worklist-query";
import { worklistHref } from "./worklist-href";

/** An address has room for so many ids. */
const openedMax = 150;

/** Memories of one user that say much the same, to be looked at and chosen from. */
export const NearDuplicates = ({
  user,
  onUserChange,
}: {
  user: string;
  onUserChange: (user: string) => void;
}) => {
  const store = useStore();
  const [typed, setTyped] = useState(user);
  const fields = useMemo(
    () => ({ fields: memoryFields, suggestionsQuery: memorySuggestions(store.id) }),
    [store.id],
  );
  const search = (event: SyntheticEvent) => {
    event.preventDefault();
    onUserChange(typed.trim());
  };
  return (
    <section aria-labelledby="near-duplicates" className="grid gap-3">
      <div>
        <h2 id="near-duplicates" className="text-sm font-medium">
          Near duplicates of one user
        </h2>
        <p className="max-w-[70ch] text-sm text-muted">
          Texts that share at least {Math.round(100 * likenessMin)} % of their letter groups, often the same
          fact in other words. Look at each group before you delete: alike is not the same.
        </p>
      </div>
      <form onSubmit={search} className="flex flex-wrap items-end gap-2">
        <FilterFieldsProvider value={fields}>
          <div className="w-72 max-w-full">
            <Field label="User ID">
              {(control) => (
                <SuggestBox
                  field="user_id"
                  text={typed}
                  onTextChange={setTyped}
                  extras={[]}
                  control={control}
                />
              )}
            </Field>
          </div>
        </FilterFieldsProvider>
        <Button type="submit" disabled={typed.trim() === ""}>
          Compare
        </Button>
      </form>
      {user !== "" && <Result key={user} user={user} />}
    </section>
  );
};

const Result = ({ user }: { user: string }) => {
  const store = useStore();
  const { data, error, refetch } = useWorklistQuery(nearDuplicatesQuery(store.id, user));
  if (data === undefined && error !== null)
    return (
      <ErrorState
        title="The memories could not be compared"
        {...shownError(error)}
        onRetry={() => void refetch()}
      />
    );
  if (data === undefined)
    return (
      <div role="status" aria-label="Comparing memories" className="grid gap-3">
        <Skeleton className="w-1/2" />
        <Skeleton className="w-2/3" />
      </div>
    );
  return <Groups found={data} user={user} />;
};

const Groups = ({ found, user }: { found: Found; user: string }) => {
  const store = useStore();
  const older = found.groups.flatMap((group) => group.older.map(({ id }) => id));
  const openedCount = Math.min(openedMax, older.length);
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <p role="status" className="min-w-56 flex-1 text-sm">
          {foundWords(found)}{" "}
          <span className="text-muted">
            <Compared found={found} user={user} />
          </span>
        </p>
        {older.length > 0 && (
          <OpenLink ids={older} storeId={store.id}>
            Open {openedCount < found.olderCount ? "the first" : "all"} {openedCount.toLocaleString("en")}{" "}
            older ones
          </OpenLink>
        )}
      </div>
      {found.groups.length > 0 && (
        <ol className="divide-y border-y">
          {found.groups.map((group) => (
            <Group key={group.newest.id} group={group} />
          ))}
        </ol>
      )}
    </div>
  );
};

const foundWords = ({ groupCount, groups, olderCount }: Found): string => {
  if (groupCount === 0) return "No memories are alike.";
  const shown = groups.length < groupCount ? ` The ${groups.length} largest groups are shown.` : "";
  return `${memoryCountWords(olderCount)} ${olderCount === 1 ? "has" : "have"} a newer near duplicate, in ${groupCount.toLocaleString("en")} ${groupCount === 1 ? "group" : "groups"}.${shown}`;
};

const Compared = ({ found: { comparedCount, hasMore }, user }: { found: Found; user: string }) => (
  <>
    Compared: {hasMore ? "only the newest" : "all"} {memoryCountWords(comparedCount)} of user{" "}
    <bdi>
      <VisibleText text={user} />
    </bdi>
    , the first {comparedLength.toLocaleString("en")} characters of each.
  </>
);

const Group = ({ group }: { group: NearGroup }) => {
  const store = useStore();
  return (
    <li className="grid gap-1.5 py-3">
      <div className="flex items-start gap-4">
        <p dir="auto" className="min-w-0 flex-1 text-sm break-words">
          <span className="mr-2 text-xs text-muted">
            Newest · <Instant at={group.newest.createdAt} />
          </span>
          <VisibleText text={group.newest.text} />
        </p>
        <OpenLink ids={[group.newest.id, ...group.older.map(({ id }) => id)]} storeId={store.id}>
          Open {group.older.length + 1 > openedMax ? `the first ${openedMax}` : group.older.length + 1}
        </OpenLink>
      </div>
      <ul className="grid gap-1 border-l pl-3">
        {group.older.slice(0, shownMax).map(({ id, text, createdAt, likeness }) => (
          <li key={id} dir="auto" className="text-sm break-words text-muted">
            <span className="mr-2 text-xs">
              {Math.floor(100 * likeness)} % alike · <Instant at={createdAt} />
            </span>
            <span className="text-text">
              <VisibleText text={text} />
            </span>
          </li>
        ))}
        {group.older.length > shownMax && (
          <li className="text-sm text-muted">
            and {(group.older.length - shownMax).toLocaleString("en")} more
          </li>
        )}
      </ul>
    </li>
  );
};

const shownMax = 5;

const OpenLink = ({
  ids,
  storeId,
  children,
}: {
  ids: readonly MemoryId[];
  storeId: StoreId;
  children: ReactNode;
}) => (
  <Link
    href={worklistHref({ field: "memory_ids", operator: "in", value: ids.slice(0, openedMax) }, storeId)}
    prefetch={false}
    className={buttonClasses("plain", "small")}
  >
    {children}
    <ArrowRight aria-hidden className="size-3.5" />
  </Link>
);
