import type { CleanPhase } from "@/lib/cleaning/types";

/** Told of each step; throws to end the clean. `doneBytes`: done since the last call. */
export type OnProgress = (phase: CleanPhase, doneBytes: number) => Promise<void>;
