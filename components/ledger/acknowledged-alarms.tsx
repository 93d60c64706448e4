import { Instant } from "@/components/ui/instant";
import { Notice } from "@/components/ui/notice";
import type { ShownAlarm } from "@/lib/ledger/alarms";
import { withNamedInvisible } from "@/lib/text/invisible-characters";
import { alarmWords } from "./alarm-words";

/** What an admin has acknowledged and is so still; what nobody has stands above every page. */
export const AcknowledgedAlarms = ({ alarms }: { alarms: readonly ShownAlarm[] }) => {
  const lasting = alarms.filter(({ acknowledged }) => acknowledged !== null);
  if (lasting.length === 0) return null;
  return (
    <section aria-label="Acknowledged alarms" className="grid max-w-[90ch] gap-2 px-4">
      {lasting.map((alarm) => (
        <AcknowledgedAlarm key={alarm.id} alarm={alarm} />
      ))}
    </section>
  );
};

const AcknowledgedAlarm = ({ alarm }: { alarm: ShownAlarm }) => {
  const { title, words } = alarmWords(alarm);
  const { acknowledged } = alarm;
  return (
    <Notice look="warning">
      <p className="font-medium wrap-anywhere">{title}</p>
      <p className="mt-0.5 wrap-anywhere">{words}</p>
      {acknowledged !== null && (
        <p className="mt-0.5 wrap-anywhere text-muted">
          Acknowledged <Instant at={acknowledged.at} />
          {acknowledged.by !== "" && <> by {withNamedInvisible(acknowledged.by)}</>}
          {acknowledged.reason !== "" && (
            <>
              : <span dir="auto">{withNamedInvisible(acknowledged.reason)}</span>
            </>
          )}
        </p>
      )}
    </Notice>
  );
};
