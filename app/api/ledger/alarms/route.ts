import { jsonRoute } from "@/lib/http/server/json-route";
import { listAlarms } from "@/lib/ledger/server/log/list-alarms";

/** Alarms of the ledger, for the head of every page. */
export const GET = jsonRoute("ledger:read", (ctx) => listAlarms(ctx));
