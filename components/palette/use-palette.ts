"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { useCurrentStore } from "@/components/layout/current-store";
import { useSettled } from "@/components/ui/use-settled";
import { viewListQuery } from "@/lib/views/query-options";
import { findEntries, type FoundEntries } from "./find-entries";
import { fixedEntries } from "./fixed-entries";
import { personEntries } from "./person-entries";
import type { PaletteEntry } from "./palette-entry";

/** What the palette lists for a text, which line is chosen, and what Enter does. */
export const usePalette = ({
  hrefs,
  startText,
  onDone,
}: {
  hrefs: readonly string[];
  startText: string;
  onDone: () => void;
}) => {
  const router = useRouter();
  const client = useQueryClient();
  const { stores, currentId, hrefOf } = useCurrentStore();
  const [text, setText] = useState(startText);
  /** The line that was gone to; null for the first. */
  const [chosenKey, setChosenKey] = useState<string | null>(null);
  const [isWaiting, setIsWaiting] = useState(false);
  /** A pending Enter is dropped when the person types, moves to another line or closes the palette. */
  const turn = useRef(0);
  useEffect(() => {
    const current = turn;
    return () => void (current.current += 1);
  }, []);

  const { data: views = [] } = useQuery({ ...viewListQuery, enabled: hrefs.includes("/memories") });
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
    ...(answer?.alike ?? []),
    ...fixedEntries(sought, { hrefs, stores, views, hrefOf }),
    ...(answer?.others ?? []),
  ];
  // What was found for another text is not shown for this one.
  const known = entriesFor(wanted, isLooking ? undefined : found);
  // Last, and once nothing comes before them any more.
  const entries = isLooking ? known : [...known, ...personEntries(wanted, hrefs)];

  const run = ({ action }: PaletteEntry) => {
    onDone();
    if ("href" in action) router.push(action.href);
    else action.run(router);
  };
  const runChosen = async () => {
    const chosen = entries.find(({ key }) => key === chosenKey);
    if (chosen !== undefined) return run(chosen);
    // The first line may be another one once everything was looked at.
    if (isLooking) setIsWaiting(true);
    const mine = turn.current;
    const answer = wanted === "" ? undefined : await client.query(queryFor(wanted));
    if (turn.current !== mine) return;
    setIsWaiting(false);
    const persons = personEntries(wanted, hrefs);
    const [first] = [...entriesFor(wanted, answer), ...persons];
    if (first === undefined) return;
    // Where not everything could be looked at, the one who is meant may be missing.
    const isGuess = answer !== undefined && [...answer.alike, ...answer.others, ...persons].includes(first);
    if (isGuess && answer.failed.length > 0) return;
    run(first);
  };
  const stopWaiting = () => {
    turn.current += 1;
    setIsWaiting(false);
  };
  const type = (next: string) => {
    stopWaiting();
    setText(next);
    setChosenKey(null);
  };
  const choose = (key: string) => {
    stopWaiting();
    setChosenKey(key);
  };

  return {
    text,
    type,
    entries,
    /** No page, action, entity or id is called so. */
    isNothingKnown: known.length === 0,
    chosenKey: chosenKey ?? entries[0]?.key ?? "",
    choose,
    run,
    runChosen,
    /** Not everything was looked at yet. */
    isLooking,
    /** Enter was pressed, and waits for the answer. */
    isWaiting,
    failed: isLooking ? [] : (found?.failed ?? []),
  };
};
