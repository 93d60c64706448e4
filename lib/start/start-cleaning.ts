import { startDraining } from "@/lib/async/start-draining";
import { startRepeating } from "@/lib/async/start-repeating";
import { cleanNext } from "@/lib/cleaning/server/clean-next";
import { cleanWhenDue } from "@/lib/cleaning/server/clean-when-due";
import type { Database } from "@/lib/database/server/database";

const scheduleMinutes = 5;

/** Does the cleans that are asked for, in whichever process is first, and asks for those of the schedule. Returns what ends that. */
export const startCleaning = (input: {
  database: Database;
  now: () => Date;
  embeddedPath: string | null;
  everyHours: number;
  onError: (error: unknown) => void;
}): (() => Promise<void>) => {
  const { database, now, embeddedPath, everyHours, onError } = input;
  const stopping = new AbortController();
  const stopDraining = startDraining({
    doNext: () => cleanNext({ database, now, embeddedPath, signal: stopping.signal }),
    onError: (error) => {
      if (!stopping.signal.aborted) onError(error);
    },
  });
  const stopSchedule = startRepeating({
    everyMinutes: scheduleMinutes,
    work: async () => void (await cleanWhenDue({ database, now }, { everyHours })),
    onError,
  });
  return async () => {
    stopping.abort();
    await Promise.all([stopDraining(), stopSchedule()]);
  };
};
