import { queryOptions } from "@tanstack/react-query";
import { fetchJson } from "@/lib/http/fetch-json";
import type { ShownAlarm } from "./alarms";

/** Keys of what is read about the ledger as it changes. */
export const ledgerKeys = { all: ["ledger"] as const };

export const ledgerAlarmsQuery = queryOptions({
  queryKey: [...ledgerKeys.all, "alarms"],
  queryFn: ({ signal }) => fetchJson<ShownAlarm[]>("/api/ledger/alarms", signal),
});
