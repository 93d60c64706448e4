"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Field, Input, NativeSelect } from "@/components/ui/field";
import { cronOf, plainScheduleOf, weekdays, type PlainSchedule } from "@/lib/retention/plain-schedule";

type Every = PlainSchedule["every"] | "cron";

/** When a rule runs: a plain choice, or cron; and the next three times, by which a mistake shows. */
export const ScheduleFields = ({
  schedule,
  timeZone,
  timeZones,
  timeZoneProblem,
  onChange,
}: {
  schedule: string;
  timeZone: string;
  timeZones: readonly string[];
  timeZoneProblem?: string | undefined;
  onChange: (next: { schedule: string; timeZone: string }) => void;
}) => {
  const [asCron, setAsCron] = useState(plainScheduleOf(schedule) === null);
  const plain = plainScheduleOf(schedule) ?? { every: "day" as const, time: "03:00" };
  const every: Every = asCron ? "cron" : plain.every;
  const set = (next: PlainSchedule) => onChange({ schedule: cronOf(next), timeZone });
  const choose = (next: Every) => {
    setAsCron(next === "cron");
    if (next === "day") set({ every: next, time: plain.time });
    if (next === "week") set({ every: next, day: 0, time: plain.time });
    if (next === "month") set({ every: next, day: 1, time: plain.time });
  };
  return (
    <div className="grid gap-2">
      <div className="grid items-start gap-3 sm:grid-cols-3">
        <Field label="Runs">
          {(control) => (
            <NativeSelect {...control} value={every} onChange={({ target }) => choose(target.value as Every)}>
              <option value="day">Every day</option>
              <option value="week">Every week</option>
              <option value="month">Every month</option>
              <option value="cron">By cron…</option>
            </NativeSelect>
          )}
        </Field>
        {asCron ? (
          <Field label="Cron" hint="Minute, hour, day, month, weekday">
            {(control) => (
              <Input
                {...control}
                className="font-mono"
                spellCheck={false}
                autoComplete="off"
                value={schedule}
                onChange={({ target }) => onChange({ schedule: target.value, timeZone })}
              />
            )}
          </Field>
        ) : (
          <div className="grid grid-cols-2 gap-3">
            {plain.every !== "day" && (
              <Field label="On">
                {(control) => (
                  <NativeSelect
                    {...control}
                    value={plain.day}
                    onChange={({ target }) => set({ ...plain, day: Number(target.value) })}
                  >
                    {plain.every === "week"
                      ? weekdays.map((name, day) => (
                          <option key={name} value={day}>
                            {name}
                          </option>
                        ))
                      : Array.from({ length: 28 }, (_, index) => (
                          <option key={index} value={index + 1}>
                            Day {index + 1}
                          </option>
                        ))}
                  </NativeSelect>
                )}
              </Field>
            )}
            <Field label="At">
              {(control) => (
                <Input
                  {...control}
                  type="time"
                  value={plain.time}
                  onChange={({ target }) => target.value !== "" && set({ ...plain, time: target.value })}
                />
              )}
            </Field>
          </div>
        )}
        <Field label="Time zone" problem={timeZoneProblem}>
          {(control) => (
            <NativeSelect
              {...control}
              value={timeZone}
              onChange={({ target }) => onChange({ schedule, timeZone: target.value })}
            >
              {timeZones.map((name) => (
                <option key={name}>{name}</option>
              ))}
            </NativeSelect>
          )}
        </Field>
      </div>
      <NextTimes schedule={schedule} timeZone={timeZone} />
    </div>
  );
};

const timesShown = 3;

const NextTimes = ({ schedule, timeZone }: { schedule: string; timeZone: string }) => {
  const { data } = useQuery({
    queryKey: ["retention", "next-times", schedule, timeZone],
    // Loaded when a rule is written, and not with the page.
    queryFn: async () => {
      const { nextTimes, scheduleProblem } = await import("@/lib/retention/schedule");
      const now = new Date();
      const problem = scheduleProblem({ schedule, timeZone }, now);
      const words = new Intl.DateTimeFormat("en-GB", {
        timeZone: problem === null ? timeZone : "UTC",
        weekday: "short",
        day: "numeric",
        month: "short",
        hour: "2-digit",
        minute: "2-digit",
      });
      return {
        problem,
        times:
          problem === null
            ? nextTimes({ schedule, timeZone }, now, timesShown).map((time) => words.format(time))
            : [],
      };
    },
  });
  return (
    <p role="status" className={`min-h-5 text-xs ${data?.problem == null ? "text-muted" : "text-warning"}`}>
      {data?.problem ?? (data !== undefined && `Next: ${data.times.join(", ")} (${timeZone})`)}
    </p>
  );
};
