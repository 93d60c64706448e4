import Link from "next/link";
import { useStore } from "@/components/stores/store-provider";
import { Button, buttonClasses } from "@/components/ui/button";
import { ViewState } from "@/components/ui/view-state";
import type { EntitySearch } from "@/lib/browse/entity-search";
import { entityFieldOf, entityKinds, type EntityKind } from "@/lib/memories/entity";
import { memoryCountWords } from "@/lib/memories/count-words";
import { providesField } from "@/lib/stores/provided-fields";
import { withStore } from "@/lib/stores/store-param";
import { entityWords } from "./entity-words";

/** Why the table has no rows, and what to do about it. */
export const NoEntities = ({
  search,
  cappedAt,
  onFirstPage,
  onClear,
}: {
  search: EntitySearch;
  /** How many memories were looked at, when there may be more. */
  cappedAt: number | undefined;
  onFirstPage: () => void;
  onClear: () => void;
}) => {
  const store = useStore();
  const { id: storeId } = store;
  const { one, many, titles } = entityWords[search.kind];
  if (!providesField(store, entityFieldOf[search.kind])) {
    return (
      <ViewState title={`${store.name} has no ${many}`}>Memories in this store cannot have one.</ViewState>
    );
  }
  if (search.cursor !== null) {
    return (
      <ViewState
        title="This page is empty"
        action={<Button onClick={onFirstPage}>Go to the first page</Button>}
      >
        The {many} on it may have been deleted since.
      </ViewState>
    );
  }
  if (search.text !== "") {
    return (
      <ViewState
        title={`No ${one} matches this search`}
        action={<Button onClick={onClear}>Clear search</Button>}
      >
        {cappedAt === undefined
          ? `Every ${one} named by a memory in ${store.name} was searched, ignoring case. Part of a name is enough.`
          : `Only ${memoryCountWords(cappedAt)} of ${store.name} could be searched. There may be more ${many}, and some of them may match.`}{" "}
        Not searched: {othersOf(search.kind)}.
      </ViewState>
    );
  }
  return (
    <ViewState
      title={`There are no ${many}`}
      action={
        <Link href={withStore("/memories", storeId)} className={buttonClasses("primary")}>
          Go to memories
        </Link>
      }
    >
      {titles} appear here automatically when a memory names them, and disappear when their last memory is
      deleted.
    </ViewState>
  );
};

/** "agents, apps and runs" */
const othersOf = (kind: EntityKind): string =>
  list.format(entityKinds.filter((other) => other !== kind).map((other) => entityWords[other].many));
const list = new Intl.ListFormat("en-GB");
