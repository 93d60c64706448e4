import { queryOptions } from "@tanstack/react-query";
import { fetchJson } from "@/lib/http/fetch-json";
import type { ShownAlarm } from "@/lib/ledger/alarms";

/** Keys of what is read about alarms; the live connection makes it stale when one changes. */
export const alarmKeys = { all: ["ledger alarms"] as const };

export const ledgerAlarmsQuery = queryOptions({
  queryKey: [...alarmKeys.all],
  queryFn: ({ signal }) => fetchJson<ShownAlarm[]>("/api/ledger/alarms", signal),
});
