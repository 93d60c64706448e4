"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { useCurrentStore } from "@/components/layout/current-store";
import { useSettled } from "@/components/ui/use-settled";
import { findEntries, type FoundEntries } from "./find-entries";
import { fixedEntries } from "./fixed-entries";
import type { PaletteEntry } from "./palette-entry";

/** What the palette lists for a text, which line is chosen, and what Enter does. */
export const usePalette = ({ hrefs, onDone }: { hrefs: readonly string[]; onDone: () => void }) => {
  const router = useRouter();
  const client = useQueryClient();
  const { stores, currentId, hrefOf } = useCurrentStore();
  const [text, setText] = useState("");
  /** The line that was gone to; null for the first. */
  const [chosenKey, setChosenKey] = useState<string | null>(null);
  const [isWaiting, setIsWaiting] = useState(false);
  const latestText = useRef("");

  const wanted = text.trim();
  const settled = useSettled(wanted);
  const queryFor = (sought: string) => ({
    queryKey: ["palette", currentId, hrefs, sought],
    queryFn: () => findEntries(client, { storeId: currentId, text: sought, hrefs }),
    staleTime: 5_000,
  });
  const { data: found } = useQuery({ ...queryFor(settled), enabled: settled !== "" });
  const isLooking = wanted !== "" && (settled !== wanted || found === undefined);

  const entriesFor = (sought: string, answer: FoundEntries | undefined): PaletteEntry[] => [
    ...(answer?.exact ?? []),
    ...fixedEntries(sought, { hrefs, stores, hrefOf }),
    ...(answer?.others ?? []),
  ];
  // What was found for another text is not shown for this one.
  const entries = entriesFor(wanted, isLooking ? undefined : found);

  const run = ({ action }: PaletteEntry) => {
    onDone();
    if ("href" in action) router.push(action.href);
    else action.run();
  };
  const runChosen = async () => {
    const chosen = entries.find(({ key }) => key === chosenKey);
    if (chosen !== undefined) return run(chosen);
    // The first line may be another one once everything was looked at.
    if (isLooking) setIsWaiting(true);
    const answer = wanted === "" ? undefined : await client.query(queryFor(wanted));
    if (latestText.current !== text) return;
    setIsWaiting(false);
    const [first] = entriesFor(wanted, answer);
    if (first !== undefined) run(first);
  };
  const type = (next: string) => {
    latestText.current = next;
    setText(next);
    setChosenKey(null);
    setIsWaiting(false);
  };

  return {
    text,
    type,
    entries,
    chosenKey: chosenKey ?? entries[0]?.key ?? "",
    choose: setChosenKey,
    run,
    runChosen,
    /** Not everything was looked at yet. */
    isLooking,
    /** Enter was pressed, and waits for the answer. */
    isWaiting,
    failed: isLooking ? [] : (found?.failed ?? []),
  };
};
