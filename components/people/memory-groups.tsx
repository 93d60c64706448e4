"use client";

import { useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Instant } from "@/components/ui/instant";
import { ShortId } from "@/components/ui/short-id";
import { VisibleText } from "@/components/ui/visible-text";
import { unknownInstant } from "@/lib/instants/unknown-instant";
import type { FoundMemory, PersonEntity } from "@/lib/people/types";
import { clipText } from "@/lib/text/clip-text";
import { FindingGroup } from "./finding-group";
import { StoreName } from "./found-entity-line";
import { emptyWords, isComing, memoriesNumber } from "./group-words";
import { MarkedText } from "./marked-text";
import type { PeopleTable } from "./people-table";
import { groupOf, memoryKey } from "./person-findings";

/** Memories of others that name the person. None is ticked: each is looked at first. */
export const AboutThem = ({
  table,
  onSamePerson,
}: {
  table: PeopleTable;
  /** Says that a memory's user is the person. */
  onSamePerson: OnSamePerson;
}) => (
  <MemoryGroup
    table={table}
    onSamePerson={onSamePerson}
    group="about"
    title="About them, under others"
    note="Other people’s memories that name them"
    none="No memory of others names them."
  />
);

/** What agents noted without a user, about the person or in runs in which the person took part. */
export const ByAgents = ({ table }: { table: PeopleTable }) => (
  <MemoryGroup
    table={table}
    group="in_their_runs"
    title="By agents, in their runs"
    note="Memories without a user, from agents and runs they dealt with"
    none="No agent noted anything in their runs."
  />
);

type OnSamePerson = (entities: readonly PersonEntity[], isSame: boolean) => void;

/** Lines that are drawn at once: a name can be in hundreds of memories. */
const linesShown = 50;
const labelLengthMax = 60;

const MemoryGroup = ({
  table,
  group,
  title,
  note,
  none,
  onSamePerson,
}: {
  table: PeopleTable;
  onSamePerson?: OnSamePerson;
  group: "about" | "in_their_runs";
  title: string;
  note: string;
  none: string;
}) => {
  const [shownCount, setShownCount] = useState(linesShown);
  const { items, isCut } = groupOf(table.findings, group);
  const isMoreComing = isComing(group, table);
  const isTicked = (memory: FoundMemory) => table.ticks.memories.has(memoryKey(memory));
  const moreCount = items.length - shownCount;
  return (
    <FindingGroup
      title={title}
      note={note}
      number={memoriesNumber(group, items, { ...table, isCut })}
      lineCount={items.length}
      ticks={
        table.canTick
          ? {
              tickedCount: items.filter(isTicked).length,
              onTickAll: (on) => table.onTickMemories(items, on),
            }
          : null
      }
      isSearching={isMoreComing}
      empty={emptyWords(group, none, table)}
    >
      <ul className="divide-y">
        {items.slice(0, shownCount).map((memory) => (
          <FoundMemoryLine
            key={memoryKey(memory)}
            memory={memory}
            storeName={table.storeNameOf(memory.storeId)}
            erasureWords={table.erasureWordsOf(memoryKey(memory))}
            onSamePerson={onSamePerson}
            tick={
              table.canTick
                ? { isTicked: isTicked(memory), onTick: (on) => table.onTickMemories([memory], on) }
                : null
            }
          />
        ))}
      </ul>
      {moreCount > 0 && (
        <p className="border-t px-3 py-2">
          <Button size="small" onClick={() => setShownCount(shownCount + linesShown)}>
            Show {Math.min(linesShown, moreCount).toLocaleString("en")} more of{" "}
            {items.length.toLocaleString("en")}
          </Button>
        </p>
      )}
      {isCut && (
        <p className="border-t px-3 py-2 text-sm text-muted">
          There are more than these. Search for a longer name to see all, or erase these and search again.
        </p>
      )}
    </FindingGroup>
  );
};

const FoundMemoryLine = ({
  memory,
  storeName,
  erasureWords,
  onSamePerson,
  tick,
}: {
  onSamePerson: OnSamePerson | undefined;
  memory: FoundMemory;
  storeName: string;
  erasureWords: string | null;
  tick: { isTicked: boolean; onTick: (isTicked: boolean) => void } | null;
}) => {
  const user = userOf(memory);
  return (
    <li className={`flex items-start gap-3 px-3 py-2.5 ${erasureWords === null ? "" : "opacity-50"}`}>
      {tick !== null && (
        <span className="flex h-5 items-center">
          <Checkbox
            aria-label={`This memory: ${clipText(memory.memory ?? memory.text, labelLengthMax)}`}
            isChecked={tick.isTicked}
            disabled={erasureWords !== null}
            onCheckedChange={tick.onTick}
          />
        </span>
      )}
      <div className="grid min-w-0 flex-1 gap-0.5">
        {memory.memory !== null && (
          <p dir="auto" className="line-clamp-2 text-sm break-words">
            <VisibleText text={memory.memory} />
          </p>
        )}
        <p
          dir="auto"
          className={`line-clamp-3 text-sm break-words ${memory.memory === null ? "" : "font-mono text-xs text-muted"}`}
        >
          <MarkedText text={memory.text} marks={memory.marks} />
        </p>
        <p className="flex flex-wrap items-center gap-x-3 gap-y-0.5 text-xs text-muted">
          {entitiesOf(memory).map(([noun, id]) => (
            <span key={noun} className="inline-flex min-w-0 items-center gap-1">
              {noun} <ShortId id={id} />
            </span>
          ))}
          <StoreName name={storeName} />
          {memory.createdAt !== unknownInstant && <Instant at={memory.createdAt} />}
          {memory.matchedIn === "metadata" && <Badge>In its metadata</Badge>}
          {memory.matchedIn === "version" && <Badge>In an earlier version</Badge>}
          {memory.matchedIn === "feedback" && <Badge>In its feedback</Badge>}
          {memory.matchedIn === "run" && <Badge>In a run of theirs</Badge>}
          {onSamePerson !== undefined && user !== null && erasureWords === null && (
            <button
              type="button"
              onClick={() => onSamePerson([user], true)}
              className="rounded-sm font-medium text-accent underline-offset-2 hover:underline"
            >
              This user is the same person<span className="sr-only">: {user.value}</span>
            </button>
          )}
          {erasureWords !== null && <span className="font-medium">{erasureWords}</span>}
        </p>
      </div>
    </li>
  );
};

const userOf = ({ storeId, userId }: FoundMemory): PersonEntity | null =>
  userId === null ? null : { storeId, kind: "user", value: userId };

const entitiesOf = ({ userId, agentId, appId, runId }: FoundMemory): [string, string][] =>
  (
    [
      ["user", userId],
      ["agent", agentId],
      ["app", appId],
      ["run", runId],
    ] as const
  ).flatMap(([noun, id]): [string, string][] => (id === null ? [] : [[noun, id]]));
