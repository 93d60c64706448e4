import { startRepeating } from "@/lib/async/start-repeating";
import type { Replica } from "@/lib/database/server/replica";
import type { ReplicaStanding } from "@/lib/database/replica-standing";

const everyMinutes = 1 / 60;

/**
 * Looks at the read replica every second, so that it is known since when what it lacks was on the primary. Calls `onChange` when it
 * goes away, says something else than before, or is back. Returns what ends it.
 */
export const startReplicaWatch = (
  replica: Replica,
  options: { onChange: (standing: ReplicaStanding) => void; onError: (error: unknown) => void },
): (() => Promise<void>) => {
  let told = "";
  return startRepeating({
    everyMinutes,
    work: async () => {
      const standing = await replica.look();
      const state = standing.is === "away" ? standing.reason : "there";
      // That it is there at the start is nothing to tell.
      if (state !== told && !(told === "" && state === "there")) options.onChange(standing);
      told = state;
      return undefined;
    },
    // The primary is away, which others tell.
    onError: options.onError,
  });
};
