import { readServerCleaning } from "@/lib/cleaning/server/server-cleaning";
import { jsonRoute } from "@/lib/http/server/json-route";

/** The last cleans of the database's files, how far the open one is, and what another one would take. */
export const GET = jsonRoute("store:clean", (ctx) => readServerCleaning(ctx));
