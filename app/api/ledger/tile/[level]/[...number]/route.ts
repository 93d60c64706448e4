import { serverDatabase } from "@/lib/database/server/server-database";
import { tileResponse } from "@/lib/http/server/tile-response";
import { getTile } from "@/lib/ledger/server/log/serve-tile";

type Params = { level: string; number: string[] };

/** A tile of the ledger's tree, for everybody (https://c2sp.org/tlog-tiles): hashes alone. */
export const GET = (_request: Request, route: { params: Promise<Params> }): Promise<Response> =>
  tileResponse("public", async () => {
    const { level, number } = await route.params;
    return getTile(serverDatabase(), [level, ...number].join("/"));
  });

export const dynamic = "force-dynamic";
