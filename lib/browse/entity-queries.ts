import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { createSerializer } from "nuqs/server";
import { fetchJson } from "@/lib/http/fetch-json";
import { memoryKeys, pageAgainMs, whileBehind } from "./memory-queries";
import { encodeEntityPosition, entitySearchParams, type EntitySearch } from "./entity-search";
import { withStore } from "@/lib/stores/store-param";
import type { FacetValue } from "@/lib/memories/types";
import type { StoreId } from "@/lib/stores/store-ids";
import type { EntityKind, EntityPage } from "@/lib/memories/entity";

const serialize = createSerializer(entitySearchParams);

/** The search as a query string, the same one the page's address has. */
export const entitySearchString = ({ kind, text, sort, limit, cursor }: EntitySearch): string =>
  serialize({
    kind,
    q: text,
    sort: `${sort.field}.${sort.direction}`,
    size: String(limit),
    after: cursor?.direction === "after" ? encodeEntityPosition(cursor.position) : null,
    before: cursor?.direction === "before" ? encodeEntityPosition(cursor.position) : null,
  });

/** Under the keys of memories, as an entity is only what its memories say: a change of them makes it stale. */
export const entityPageQuery = (storeId: StoreId, search: EntitySearch) =>
  queryOptions({
    queryKey: [...memoryKeys.of(storeId), "entities", search.kind, entitySearchString(search)],
    queryFn: ({ signal }) =>
      fetchJson<EntityPage>(withStore(`/api/entities${entitySearchString(search)}`, storeId), signal),
    // It counts the whole store.
    refetchInterval: whileBehind(5 * pageAgainMs),
    placeholderData: (previous, query) =>
      query?.queryKey.at(-2) === search.kind ? keepPreviousData(previous) : undefined,
  });

/** Existing ids of a kind that are like this one, at most five. */
export const nearEntitiesQuery = ({
  storeId,
  kind,
  text,
}: {
  storeId: StoreId;
  kind: EntityKind;
  text: string;
}) =>
  queryOptions({
    queryKey: [...memoryKeys.of(storeId), "near-entities", kind, text],
    queryFn: ({ signal }) =>
      fetchJson<FacetValue[]>(
        withStore(`/api/entities/near?${new URLSearchParams({ kind, text }).toString()}`, storeId),
        signal,
      ),
    retry: false,
  });
