"use client";

import { Dialog as BaseDialog } from "@base-ui/react/dialog";
import { Command } from "cmdk";
import { useDeferredValue, useEffect, useEffectEvent, useRef } from "react";
import { listed } from "@/lib/text/listed";
import type { PaletteEntry } from "./palette-entry";
import { paletteFrameClasses, paletteInputClasses, palettePlaceholder } from "./palette-looks";
import type { PaletteStart } from "./palette-start";
import { usePalette } from "./use-palette";
import { VisibleText } from "@/components/ui/visible-text";

/** The palette while it is open, and as it closes. */
export const PaletteBox = ({
  hrefs,
  isOpen,
  start,
  onOpenChange,
}: {
  hrefs: string[];
  isOpen: boolean;
  start: PaletteStart;
  onOpenChange: (isOpen: boolean) => void;
}) => (
  <BaseDialog.Root open={isOpen} onOpenChange={(next) => onOpenChange(next)}>
    <BaseDialog.Portal>
      <BaseDialog.Backdrop className="fixed inset-0 z-40 bg-black/30" />
      <BaseDialog.Popup
        aria-label="Command palette"
        finalFocus={() =>
          start.opener instanceof HTMLElement && start.opener !== document.body ? start.opener : true
        }
        className={paletteFrameClasses}
      >
        <PaletteBody hrefs={hrefs} start={start} onDone={() => onOpenChange(false)} />
      </BaseDialog.Popup>
    </BaseDialog.Portal>
  </BaseDialog.Root>
);

/** Where each key with which one goes from line to line leads, among so many. */
const moves: Record<string, (place: number, count: number) => number> = {
  ArrowDown: (place, count) => (place + 1) % count,
  ArrowUp: (place, count) => (place - 1 + count) % count,
  Home: () => 0,
  End: (_place, count) => count - 1,
};

const PaletteBody = ({
  hrefs,
  start,
  onDone,
}: {
  hrefs: string[];
  start: PaletteStart;
  onDone: () => void;
}) => {
  const palette = usePalette({ hrefs, startText: start.text, onDone });
  // The box to type in is drawn before its lines.
  const areLinesDrawn = useDeferredValue(true, false);
  const groups = groupsOf(palette.entries);
  const runAtOnce = useEffectEvent(() => {
    if (start.isEntered) void palette.runChosen();
  });
  useEffect(() => runAtOnce(), []);
  // cmdk moves the highlight on its own as lines come and go. Only a move by the person is a choice.
  const hasMoved = useRef(false);
  return (
    <Command
      label="Command palette"
      loop
      shouldFilter={false}
      // With them, Ctrl K goes a line up as long as the field has the focus, also while the palette closes after Esc.
      vimBindings={false}
      value={palette.chosenKey}
      onValueChange={(key) => hasMoved.current && palette.choose(key)}
      onPointerMove={() => (hasMoved.current = true)}
      onKeyDown={(event) => {
        const move = moves[event.key];
        hasMoved.current = move !== undefined;
        // cmdk moves among the lines that it finds on the page.
        if (move !== undefined && !areLinesDrawn) {
          event.preventDefault();
          const keys = groups.flatMap(({ entries }) => entries.map(({ key }) => key));
          palette.choose(keys[move(keys.indexOf(palette.chosenKey), keys.length)] ?? "");
          return;
        }
        if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
        event.preventDefault();
        void palette.runChosen();
      }}
    >
      <Command.Input
        // At once: a key pressed before would be the page's.
        autoFocus
        value={palette.text}
        onValueChange={(text) => {
          hasMoved.current = false;
          palette.type(text);
        }}
        placeholder={palettePlaceholder}
        className={paletteInputClasses}
      />
      <Command.List className={palette.entries.length === 0 ? "hidden" : "max-h-80 overflow-y-auto p-2"}>
        {(areLinesDrawn ? groups : []).map(({ group, entries }) => (
          <Command.Group key={group} heading={group} className="text-xs text-muted">
            {entries.map((entry) => (
              <PaletteLine key={entry.key} entry={entry} onSelect={() => palette.run(entry)} />
            ))}
          </Command.Group>
        ))}
      </Command.List>
      <PaletteNote {...palette} isEmpty={palette.entries.length === 0} />
    </Command>
  );
};

const PaletteLine = ({ entry, onSelect }: { entry: PaletteEntry; onSelect: () => void }) => (
  <Command.Item
    value={entry.key}
    onSelect={onSelect}
    className="flex h-9 cursor-default items-center gap-2 rounded px-2 text-sm select-none data-[selected=true]:bg-accent-soft"
  >
    <entry.Icon size={14} aria-hidden className="shrink-0 text-muted" />
    <bdi className="truncate text-text">
      <VisibleText text={entry.label} />
    </bdi>
    {entry.note !== undefined && <span className="ml-auto shrink-0 text-xs text-muted">{entry.note}</span>}
  </Command.Item>
);

/** How far the search is; "nothing" only when everything was looked at. */
const PaletteNote = ({
  isEmpty,
  isNothingKnown,
  isLooking,
  isWaiting,
  failed,
}: {
  isEmpty: boolean;
  isNothingKnown: boolean;
  isLooking: boolean;
  isWaiting: boolean;
  failed: readonly string[];
}) => {
  const words =
    failed.length > 0
      ? `Could not search ${listed(failed, "or")}.${isEmpty ? "" : " Choose a result to open it."}`
      : isWaiting
        ? "The first result opens when the search is complete…"
        : isLooking
          ? "Looking…"
          : isNothingKnown
            ? "No results: no page, action, entity in this store, ticket or ID has this name."
            : "";
  return (
    <p
      role="status"
      className={words === "" ? "sr-only" : `px-4 py-2 text-sm text-muted ${isEmpty ? "" : "border-t"}`}
    >
      {words}
    </p>
  );
};

/** Each group where its first line is, exact results first. */
const groupsOf = (entries: readonly PaletteEntry[]): { group: string; entries: PaletteEntry[] }[] => {
  const groups = new Map<string, PaletteEntry[]>();
  for (const entry of entries) groups.set(entry.group, [...(groups.get(entry.group) ?? []), entry]);
  return [...groups].map(([group, members]) => ({ group, entries: members }));
};
