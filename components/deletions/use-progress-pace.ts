"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { deletionQuery } from "@/lib/deletions/query-options";
import type { Deletion } from "@/lib/deletions/types";
import { paceWords, withSample, type ProgressSample } from "./progress-pace";

/** Rate and time left of a running deletion in words, from what this page has seen of it; null when it cannot tell. */
export const useProgressPace = (deletion: Deletion): string | null => {
  // When this state of the deletion was read; the rows themselves do not say.
  const { dataUpdatedAt: at } = useQuery({ ...deletionQuery(deletion.id), enabled: false });
  const [samples, setSamples] = useState<readonly ProgressSample[]>([]);
  const isRunning = deletion.status === "running" && deletion.requestedCount !== null;
  const doneCount = deletion.deletedCount + deletion.absentCount + deletion.failedCount;
  if (!isRunning && samples.length > 0) setSamples([]);
  if (isRunning && (samples.at(-1)?.at ?? 0) < at) setSamples(withSample(samples, { at, doneCount }));
  return isRunning ? paceWords(samples, deletion.requestedCount ?? deletion.expectedCount) : null;
};
