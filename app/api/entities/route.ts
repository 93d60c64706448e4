import { createLoader } from "nuqs/server";
import { entitySearchFrom, entitySearchParams } from "@/lib/browse/entity-search";
import { listEntities } from "@/lib/browse/server/list-entities";
import { ExpectedError } from "@/lib/errors/expected-error";
import { jsonRoute } from "@/lib/http/server/json-route";
import { requestedStoreId } from "@/lib/stores/server/requested-store";

const load = createLoader(entitySearchParams);

/** Given up when the browser no longer wants it. */
export const GET = jsonRoute("memories:read", (ctx, request) => {
  const result = entitySearchFrom(load(new URL(request.url).searchParams));
  if (!result.ok) throw new ExpectedError("invalid_input", result.problem);
  return listEntities(ctx, {
    storeId: requestedStoreId(request),
    search: result.search,
    signal: request.signal,
  });
});
