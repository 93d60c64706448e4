"use client";

import { useEffect, useRef } from "react";
import { entityWords } from "@/components/entities/entity-words";
import { Button } from "@/components/ui/button";
import { Checkbox, LabelledCheckbox } from "@/components/ui/checkbox";
import type { FoundEntity, PersonEntity } from "@/lib/people/types";
import { FindingGroup } from "./finding-group";
import { FoundEntityLine } from "./found-entity-line";
import { emptyWords, isComing, possiblyNumber, theirsNumber } from "./group-words";
import type { PeopleTable } from "./people-table";
import { entityKey, groupOf } from "./person-findings";

/** Ids that were typed, or confirmed: ticked from the start, each with all its memories. */
export const Theirs = ({
  table,
  onNotSamePerson,
}: {
  table: PeopleTable;
  onNotSamePerson: (entities: readonly PersonEntity[]) => void;
}) => {
  const { findings, ticks } = table;
  const { items } = groupOf(findings, "theirs");
  const isMoreComing = isComing("theirs", table);
  const isTicked = (entity: FoundEntity) => !ticks.untickedEntities.has(entityKey(entity));
  return (
    <FindingGroup
      title="Theirs"
      note="All memories of these IDs"
      number={theirsNumber(items, table)}
      lineCount={items.length}
      ticks={
        table.canTick
          ? {
              tickedCount: items.filter(isTicked).length,
              onTickAll: (on) => table.onTickEntities(items, on),
            }
          : null
      }
      isSearching={isMoreComing}
      empty={emptyWords("theirs", "No user, agent, app or run has exactly this name.", table)}
    >
      <ul className="divide-y">
        {items.map((entity) => {
          const key = entityKey(entity);
          const name = nameOf(entity, table);
          const confirmed = table.confirmedAs(entity);
          return (
            <FoundEntityLine
              key={key}
              entity={entity}
              storeName={table.storeNameOf(entity.storeId)}
              erasureWords={table.erasureWordsOf(key)}
              before={
                table.canTick && (
                  <span className="flex h-5 items-center">
                    <Checkbox
                      aria-label={`All memories of ${name}`}
                      isChecked={isTicked(entity)}
                      disabled={table.erasureWordsOf(key) !== null}
                      onCheckedChange={(on) => table.onTickEntities([entity], on)}
                    />
                  </span>
                )
              }
              remark={
                confirmed.length > 0 &&
                table.erasureWordsOf(key) === null && (
                  <span className="inline-flex items-center gap-1">
                    Confirmed as the same person
                    <button
                      type="button"
                      onClick={() => onNotSamePerson(confirmed)}
                      className="rounded-sm font-medium text-accent underline-offset-2 hover:underline"
                    >
                      Undo<span className="sr-only">: {name} is not the same person</span>
                    </button>
                  </span>
                )
              }
            />
          );
        })}
      </ul>
    </FindingGroup>
  );
};

/** Ids like theirs: nothing of them is taken before somebody says that they are the same person's. */
export const PossiblyTheirs = ({
  table,
  onSamePerson,
}: {
  table: PeopleTable;
  onSamePerson: (entities: readonly PersonEntity[], isSame: boolean) => void;
}) => {
  const group = useRef<HTMLDivElement>(null);
  /** The line that was ticked last, until it has gone to the group above. */
  const ticked = useRef<{ key: string; index: number } | null>(null);
  const { items } = groupOf(table.findings, "possibly_theirs");
  const isMoreComing = isComing("possibly_theirs", table);
  const confirmed = new Set(table.confirmed.map(entityKey));
  // The outside system: the document's focus, which would be lost with the line.
  useEffect(() => {
    if (ticked.current === null || items.some((entity) => entityKey(entity) === ticked.current?.key)) return;
    if (document.activeElement === document.body) focusBeside(group.current, ticked.current.index);
    ticked.current = null;
  });
  // Those that need a closer look are for one by one: others may write an e-mail down, too.
  const onlyTheirs = items.filter(({ hasOthers, likeness }) => !hasOthers && !likeness.includes("carried"));
  return (
    <div ref={group}>
      <FindingGroup
        title="Possibly also theirs"
        note="Tick the same person’s IDs to search for them, too"
        number={possiblyNumber(items, table)}
        lineCount={items.length}
        ticks={null}
        action={
          onlyTheirs.length > 1 && (
            <Button size="small" onClick={() => onSamePerson(onlyTheirs, true)}>
              Select all
              <span className="sr-only"> of “Possibly also theirs” as the same person</span>
            </Button>
          )
        }
        isSearching={isMoreComing}
        empty={emptyWords(
          "possibly_theirs",
          table.confirmed.length > 0
            ? "No further IDs are like what you typed."
            : "No other ID is like what you typed.",
          table,
        )}
      >
        <ul className="divide-y">
          {items.map((entity, index) => (
            <FoundEntityLine
              key={entityKey(entity)}
              entity={entity}
              storeName={table.storeNameOf(entity.storeId)}
              erasureWords={null}
              // Called just so, and not theirs.
              remark={
                entity.likeness.length === 0 &&
                !entity.hasOthers &&
                "May be another person’s: you typed it as a part of a name"
              }
            >
              <LabelledCheckbox
                isChecked={confirmed.has(entityKey(entity))}
                onCheckedChange={(isSame) => {
                  ticked.current = isSame ? { key: entityKey(entity), index } : null;
                  onSamePerson([entity], isSame);
                }}
              >
                Same person
                <span className="sr-only">: {nameOf(entity, table)}</span>
              </LabelledCheckbox>
            </FoundEntityLine>
          ))}
        </ul>
      </FindingGroup>
    </div>
  );
};

const nameOf = (entity: FoundEntity, { storeNameOf }: PeopleTable): string =>
  `${entityWords[entity.kind].one} ${entity.value} in ${storeNameOf(entity.storeId)}`;

/** Moves the focus to the box of the line that now stands where one was, or before it, or to the name of the group. */
const focusBeside = (group: HTMLElement | null, index: number): void => {
  const boxes = [...(group?.querySelectorAll<HTMLElement>('input[type="checkbox"]') ?? [])];
  const next = boxes[index] ?? boxes.at(-1) ?? group?.querySelector("h2");
  next?.focus();
};
