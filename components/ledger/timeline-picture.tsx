"use client";

import clsx from "clsx";
import { Table2, ChartNoAxesColumn } from "lucide-react";
import Link from "next/link";
import { useState, type KeyboardEvent, type ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { cellClasses, PlainTable } from "@/components/ui/plain-table";
import { ledgerHref, type EventFilter } from "@/lib/ledger/event-filter";
import { timelinePeriods, type Timeline, type TimelineBin, type TimelinePeriod } from "@/lib/ledger/timeline";

const periodWords: Record<TimelinePeriod, string> = { day: "24 hours", month: "30 days", year: "12 months" };

/**
 * Events, checkpoints and who signed them, over time. The arrow keys walk through it and a sentence says what is there; the same as a
 * table is one button, or the key T, away.
 */
export const TimelinePicture = ({ timeline, filter }: { timeline: Timeline; filter: EventFilter }) => {
  const [isTable, setIsTable] = useState(false);
  return (
    <section aria-labelledby="timeline" className="grid grid-cols-1 gap-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4">
        <h2 id="timeline" className="text-base font-semibold">
          Over time
        </h2>
        <nav aria-label="Period" className="flex gap-1 text-sm">
          {timelinePeriods.map((period) => (
            <Link
              key={period}
              href={hrefOf(filter, period)}
              scroll={false}
              aria-current={period === timeline.period ? "true" : undefined}
              className={clsx(
                "rounded-md px-2 py-1",
                period === timeline.period ? "bg-hover font-medium" : "text-muted hover:bg-hover",
              )}
            >
              {periodWords[period]}
            </Link>
          ))}
        </nav>
        <Button look="plain" size="small" aria-pressed={isTable} onClick={() => setIsTable(!isTable)}>
          {isTable ? <ChartNoAxesColumn size={14} aria-hidden /> : <Table2 size={14} aria-hidden />}
          {isTable ? "Show as a picture" : "Show as a table"}
        </Button>
      </div>
      {isTable ? (
        <TimelineTable timeline={timeline} />
      ) : (
        <Picture timeline={timeline} onTable={() => setIsTable(true)} />
      )}
    </section>
  );
};

const hrefOf = (filter: EventFilter, period: TimelinePeriod): string => {
  const href = ledgerHref(filter, null);
  return period === "month" ? href : `${href}${href.includes("?") ? "&" : "?"}period=${period}`;
};

const Picture = ({ timeline, onTable }: { timeline: Timeline; onTable: () => void }) => {
  const { bins, attestors } = timeline;
  const [chosen, setChosen] = useState(bins.length - 1);
  const bin = bins[chosen];
  const eventsMax = Math.max(1, ...bins.map(({ eventCount }) => eventCount));
  const move = (event: KeyboardEvent) => {
    const steps: Partial<Record<string, number>> = {
      ArrowLeft: chosen - 1,
      ArrowRight: chosen + 1,
      Home: 0,
      End: bins.length - 1,
    };
    if (event.key.toLowerCase() === "t" && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      onTable();
      return;
    }
    const to = steps[event.key];
    if (to === undefined) return;
    event.preventDefault();
    setChosen(Math.min(bins.length - 1, Math.max(0, to)));
  };
  return (
    <div className="grid gap-2 px-4">
      <div
        role="slider"
        tabIndex={0}
        aria-label="Events, checkpoints and attestations over time; arrow keys move, T shows a table"
        aria-valuemin={0}
        aria-valuemax={bins.length - 1}
        aria-valuenow={chosen}
        aria-valuetext={bin === undefined ? "" : binWords(timeline, bin)}
        onKeyDown={move}
        className="grid grid-cols-[auto_minmax(0,1fr)] items-center gap-x-3 gap-y-1.5 rounded-md"
      >
        <LaneName name="Events" />
        <Lane bins={bins} chosen={chosen} onChoose={setChosen} height={48}>
          {({ eventCount }) =>
            // One event has to be seen beside thousands.
            eventCount === 0
              ? null
              : { share: Math.max(0.06, eventCount / eventsMax), classes: "fill-accent" }
          }
        </Lane>
        <LaneName name="Checkpoints" />
        <Lane bins={bins} chosen={chosen} onChoose={setChosen} height={14}>
          {({ checkpointCount }) => (checkpointCount === 0 ? null : { share: 1, classes: "fill-muted" })}
        </Lane>
        {attestors.map((name, index) => (
          <LaneOf key={name} name={name}>
            <Lane bins={bins} chosen={chosen} onChoose={setChosen} height={14}>
              {({ attestedCounts, checkpointCount }) =>
                (attestedCounts[index] ?? 0) > 0
                  ? { share: 1, classes: "fill-success" }
                  : checkpointCount > 0
                    ? { share: 0.3, classes: "fill-warning" }
                    : null
              }
            </Lane>
          </LaneOf>
        ))}
        <span />
        <p className="flex justify-between text-xs text-muted">
          <span>{dayWords(bins[0], timeline)}</span>
          <span>{dayWords(bins.at(-1), timeline)}</span>
        </p>
      </div>
      <p className="text-sm text-muted">{bin === undefined ? "" : binWords(timeline, bin)}</p>
      {attestors.length > 0 && (
        <p className="flex flex-wrap gap-x-4 text-xs text-muted">
          <span className="flex items-center gap-1.5">
            <span aria-hidden className="size-2.5 bg-success" />
            signed, or received
          </span>
          <span className="flex items-center gap-1.5">
            <span aria-hidden className="h-1 w-2.5 bg-warning" />
            nothing of that time’s checkpoints
          </span>
        </p>
      )}
      {attestors.length === 0 && (
        <p className="text-sm text-muted">No witness, time-stamp authority or anchor URL is set.</p>
      )}
    </div>
  );
};

const LaneOf = ({ name, children }: { name: string; children: ReactNode }) => (
  <>
    <LaneName name={name} />
    {children}
  </>
);

const LaneName = ({ name }: { name: string }) => (
  <span title={name} className="max-w-24 truncate text-xs text-muted sm:max-w-56">
    {name}
  </span>
);

/** One row of the picture: a bar for each stretch of time, `share` of the row high. */
const Lane = ({
  bins,
  chosen,
  onChoose,
  height,
  children,
}: {
  bins: readonly TimelineBin[];
  chosen: number;
  onChoose: (index: number) => void;
  height: number;
  children: (bin: TimelineBin) => { share: number; classes: string } | null;
}) => (
  <svg
    aria-hidden
    viewBox={`0 0 ${bins.length * 10} ${height}`}
    preserveAspectRatio="none"
    height={height}
    className="w-full border-b"
  >
    {bins.map((bin, index) => {
      const bar = children(bin);
      return (
        <g key={bin.from} onPointerEnter={() => onChoose(index)}>
          <rect
            x={index * 10}
            y={0}
            width={10}
            height={height}
            className={index === chosen ? "fill-hover" : "fill-transparent"}
          />
          {bar !== null && (
            <rect
              x={index * 10 + 1}
              y={height * (1 - bar.share)}
              width={8}
              height={height * bar.share}
              className={bar.classes}
            />
          )}
        </g>
      );
    })}
  </svg>
);

const TimelineTable = ({ timeline }: { timeline: Timeline }) => (
  <PlainTable
    label="Events, checkpoints and attestations over time"
    titles={["From (UTC)", "Events", "Checkpoints", ...timeline.attestors]}
  >
    {timeline.bins.toReversed().map((bin) => (
      <tr key={bin.from} className="border-t">
        <td className={cellClasses}>{dayWords(bin, timeline)}</td>
        <td className={cellClasses}>{bin.eventCount.toLocaleString("en")}</td>
        <td className={cellClasses}>{bin.checkpointCount.toLocaleString("en")}</td>
        {timeline.attestors.map((name, index) => (
          <td key={name} className={cellClasses}>
            {(bin.attestedCounts[index] ?? 0).toLocaleString("en")}
          </td>
        ))}
      </tr>
    ))}
  </PlainTable>
);

/** In UTC, as the stretches are whole ones of UTC: the same on the server and in every browser. */
const dayWords = (bin: TimelineBin | undefined, { period }: Timeline): string => {
  if (bin === undefined) return "";
  const day = bin.from.slice(0, 10);
  return period === "day" ? `${day} ${bin.from.slice(11, 16)}` : day;
};

const spanWords: Record<TimelinePeriod, string> = { day: "the hour from", month: "", year: "the week from" };

const binWords = (timeline: Timeline, bin: TimelineBin): string => {
  const when = `${spanWords[timeline.period]} ${dayWords(bin, timeline)} UTC`.trim();
  const attested = timeline.attestors.map(
    (name, index) => `${name} ${(bin.attestedCounts[index] ?? 0).toLocaleString("en")}`,
  );
  const counts = [
    `${bin.eventCount.toLocaleString("en")} ${bin.eventCount === 1 ? "event" : "events"}`,
    `${bin.checkpointCount.toLocaleString("en")} ${bin.checkpointCount === 1 ? "checkpoint" : "checkpoints"}`,
  ];
  const by = attested.length === 0 ? "" : `; attested by ${attested.join(", ")}`;
  const sentence = `${when}: ${counts.join(", ")}${by}.`;
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
};
