"use client";

import { useQueries } from "@tanstack/react-query";
import Link from "next/link";
import { useStore } from "@/components/stores/store-provider";
import { numberWords } from "@/components/ui/number-words";
import { entityWords } from "@/components/entities/entity-words";
import { entityFilter } from "@/lib/filters/entity-filter";
import { nearEntitiesQuery } from "@/lib/browse/entity-queries";
import { idLengthMax } from "@/lib/memories/limits";
import { entityFieldOf, entityKinds, type EntityKind } from "@/lib/memories/entity";
import { memoryCountQuery, memorySearchString } from "@/lib/browse/memory-queries";
import { searchDefaults } from "@/lib/browse/memory-search";
import { providesField } from "@/lib/stores/provided-fields";
import { withStore } from "@/lib/stores/store-param";
import type { FacetValue } from "@/lib/memories/types";

type Named = FacetValue & { kind: EntityKind };

/**
 * What has an id like the words that were searched for in texts, as a link to its memories: most people paste an id into the one
 * box they see.
 */
export const SameIds = ({ text }: { text: string }) => {
  const store = useStore();
  const kinds = entityKinds.filter((kind) => providesField(store, entityFieldOf[kind]));
  const isTooLong = text.length > idLengthMax;
  const exact = useQueries({
    queries: kinds.map((kind) => ({
      ...memoryCountQuery(store.id, { filter: entityFilter({ kind, value: text }), text: "" }),
      enabled: !isTooLong,
    })),
  });
  const near = useQueries({
    queries: kinds.map((kind) => ({
      ...nearEntitiesQuery({ storeId: store.id, kind, text }),
      enabled: !isTooLong,
    })),
  });
  if (isTooLong) return null;
  const isBusy = [...exact, ...near].some(({ isPending }) => isPending);
  const failed = kinds.filter((_, index) => exact[index]?.isError === true || near[index]?.isError === true);
  const same = kinds.flatMap((kind, index): Named[] => {
    const count = exact[index]?.data;
    if (count === undefined || count.value === 0) return [];
    return [
      { kind, value: text, count: count.value, ...(count.isExact ? {} : { isLowerBound: true as const }) },
    ];
  });
  const alike = kinds
    .flatMap((kind, index) => (near[index]?.data ?? []).map((each): Named => ({ kind, ...each })))
    .filter(({ value }) => value !== text)
    .slice(0, shownMax);
  return (
    <div role="status" className="mt-4 grid w-full gap-3 text-left text-sm">
      <Links title="Has this ID" named={same} />
      <Links title="Similar IDs" named={alike} />
      {isUuid.test(text) && (
        <Link
          href={withStore(`/memories?open=${encodeURIComponent(text.toLowerCase())}`, store.id)}
          className="font-medium text-accent hover:underline"
        >
          Look up the memory with this ID
        </Link>
      )}
      {isBusy ? (
        <p className="text-muted">Looking up this ID…</p>
      ) : failed.length > 0 ? (
        <p className="text-muted">
          Whether {failed.map((kind) => entityWords[kind].many).join(", ")} have an ID like this could not be
          checked.
        </p>
      ) : (
        same.length + alike.length === 0 && (
          <p className="text-muted">
            No {list.format(kinds.map((kind) => entityWords[kind].one))} has this ID or a similar one.
          </p>
        )
      )}
    </div>
  );
};

const shownMax = 5;
const isUuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const list = new Intl.ListFormat("en-GB", { type: "disjunction" });

const Links = ({ title, named }: { title: string; named: readonly Named[] }) => {
  const store = useStore();
  if (named.length === 0) return null;
  return (
    <section aria-label={title}>
      <h2 className="mb-1 font-medium text-text">{title}</h2>
      <ul className="divide-y rounded-md border bg-surface">
        {named.map(({ kind, value, ...counted }) => (
          <li key={`${kind} ${value}`}>
            <Link
              href={withStore(
                `/memories${memorySearchString({ ...searchDefaults, filter: entityFilter({ kind, value }) })}`,
                store.id,
              )}
              title={value}
              className="flex items-center gap-2 px-3 py-1.5 hover:bg-hover"
            >
              <span className="shrink-0 text-muted">{entityWords[kind].title}</span>
              <bdi className="min-w-0 flex-1 truncate font-medium text-accent">{value}</bdi>
              <span className="shrink-0 text-muted">
                {numberWords(counted)} {counted.count === 1 ? "memory" : "memories"}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
};
