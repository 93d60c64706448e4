import { queryOptions } from "@tanstack/react-query";
import { fetchJson } from "@/lib/http/fetch-json";
import type { ShownAlarm } from "@/lib/ledger/alarms";
import type { Attestation } from "@/lib/ledger/attestation";

/** Keys of what is read about alarms; the live connection makes it stale when one changes. */
export const alarmKeys = { all: ["ledger alarms"] as const };

export const ledgerAlarmsQuery = queryOptions({
  queryKey: [...alarmKeys.all],
  queryFn: ({ signal }) => fetchJson<ShownAlarm[]>("/api/ledger/alarms", signal),
});

const everyMs = 60_000;

/** Who vouches for the ledger, and how far; asked again every minute, as who does is elsewhere. */
export const ledgerAttestationQuery = queryOptions({
  queryKey: ["ledger attestation"],
  queryFn: ({ signal }) => fetchJson<Attestation>("/api/ledger/attestation", signal),
  refetchInterval: everyMs,
});
