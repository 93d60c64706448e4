"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { AcknowledgeAlarm } from "@/components/ledger/acknowledge-alarm";
import { alarmWords } from "@/components/ledger/alarm-words";
import { Instant } from "@/components/ui/instant";
import { Notice } from "@/components/ui/notice";
import type { ShownAlarm } from "@/lib/ledger/alarms";
import { ledgerAlarmsQuery } from "@/lib/alarms/query-options";

/** Alarms of the ledger that nobody has acknowledged, above every page of those who may read it. */
export const LedgerAlarms = ({
  alarms,
  canAcknowledge,
}: {
  alarms: ShownAlarm[];
  canAcknowledge: boolean;
}) => {
  const { data } = useQuery({ ...ledgerAlarmsQuery, initialData: alarms });
  const waiting = data.filter(({ acknowledged }) => acknowledged === null);
  if (waiting.length === 0) return null;
  return (
    <section aria-label="Alarms of the ledger" className="grid gap-2 border-b px-4 py-2 print:hidden">
      {waiting.map((alarm) => (
        <LedgerAlarm key={alarm.id} alarm={alarm} canAcknowledge={canAcknowledge} />
      ))}
    </section>
  );
};

const LedgerAlarm = ({ alarm, canAcknowledge }: { alarm: ShownAlarm; canAcknowledge: boolean }) => {
  const { title, words } = alarmWords(alarm);
  return (
    <Notice look="warning" role="alert">
      <p className="font-medium wrap-anywhere">{title}</p>
      <p className="mt-0.5 max-w-[90ch] wrap-anywhere">{words}</p>
      <p className="mt-0.5 text-muted">
        Found <Instant at={alarm.raisedAt} />
        {alarm.clearedAt === null ? (
          ", and so still."
        ) : (
          <>
            ; over since <Instant at={alarm.clearedAt} />.
          </>
        )}
      </p>
      <div className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-1">
        {canAcknowledge ? (
          <AcknowledgeAlarm alarm={alarm} />
        ) : (
          <span className="text-muted">It stays here until an admin acknowledges it.</span>
        )}
        <Link href="/ledger" className="text-accent underline underline-offset-2">
          Go to the ledger
        </Link>
      </div>
    </Notice>
  );
};
