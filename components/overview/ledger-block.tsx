"use client";

import { useQuery } from "@tanstack/react-query";
import { CircleAlert, CircleCheck, CircleDashed } from "lucide-react";
import { Instant } from "@/components/ui/instant";
import { ledgerAlarmsQuery, ledgerAttestationQuery } from "@/lib/alarms/query-options";
import { attestationWords, attestedThrough, isOutside, type Attestation } from "@/lib/ledger/attestation";
import { Block, BlockFailed, BlockSkeleton, ListLink } from "./block";

export const ledgerTitle = "Ledger";

const looks = {
  success: { Icon: CircleCheck, classes: "text-success" },
  warning: { Icon: CircleAlert, classes: "text-warning" },
  info: { Icon: CircleDashed, classes: "text-muted" },
};

/** Up to when somebody outside vouches for the ledger, and whether anything is wrong with it. */
export const LedgerBlock = () => {
  const query = useQuery(ledgerAttestationQuery);
  const alarms = useQuery(ledgerAlarmsQuery);
  if (query.data === undefined) {
    return query.error === null ? (
      <BlockSkeleton title={ledgerTitle} lineCount={2} />
    ) : (
      <BlockFailed title={ledgerTitle} error={query.error} onRetry={() => void query.refetch()} />
    );
  }
  const { look, title } = attestationWords(query.data);
  const { Icon, classes } = looks[look];
  const outsideCount = query.data.attestors.filter(isOutside).length;
  const until = attestedUntil(query.data);
  const alarmCount = alarms.data?.length;
  return (
    <Block
      title={ledgerTitle}
      note={
        <ListLink href="/ledger">
          {query.data.eventCount.toLocaleString("en")} {query.data.eventCount === 1 ? "event" : "events"}
        </ListLink>
      }
    >
      <p className="flex items-start gap-2 text-sm">
        <Icon size={14} aria-hidden className={`mt-0.5 shrink-0 ${classes}`} />
        <span className="min-w-0 wrap-anywhere">{title}</span>
      </p>
      <p className="text-sm text-muted">
        {until !== null && (
          <>
            Until <Instant at={until} /> · {outsideCount.toLocaleString("en")}{" "}
            {outsideCount === 1 ? "attests" : "attest"} it ·{" "}
          </>
        )}
        {alarmCount !== undefined && (
          <>
            <ListLink href="/ledger">
              {alarmCount.toLocaleString("en")} {alarmCount === 1 ? "alarm" : "alarms"}
            </ListLink>
          </>
        )}
      </p>
    </Block>
  );
};

/** When the newest attestation of somebody outside was made of all that is attested. */
const attestedUntil = (attestation: Attestation): string | null => {
  const through = attestedThrough(attestation);
  const times = attestation.attestors
    .filter((attestor) => isOutside(attestor) && through > 0 && attestor.attestedSize === through)
    .flatMap(({ attestedAt }) => attestedAt ?? []);
  return times.sort().at(-1) ?? null;
};
