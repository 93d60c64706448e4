import { memberContext } from "@/lib/access/server/member-context";
import { tileResponse } from "@/lib/http/server/tile-response";
import { getEntries } from "@/lib/ledger/server/log/serve-tile";

/** The ledger's events that a tile of level 0 is made of (https://c2sp.org/tlog-tiles). */
export const GET = (_request: Request, route: { params: Promise<{ number: string[] }> }): Promise<Response> =>
  tileResponse("private", async () => {
    const ctx = await memberContext("ledger:read");
    const { number } = await route.params;
    return getEntries(ctx, ["entries", ...number].join("/"));
  });
