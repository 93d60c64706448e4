"use client";

import { useEffect, useEffectEvent, useRef, useState, type RefObject } from "react";
import { noteOpenedRow, openedRow } from "./opened-row";
import { commandAnywhere, commandOnRow, type TableCommand } from "./table-keys";
import type { TableSelection } from "./types";

type Input<Row> = {
  container: RefObject<HTMLElement | null>;
  rows: { id: string; row: Row }[];
  /** See useDrawnRows. */
  areAllDrawn: boolean;
  /** The row whose details are open. */
  activeId: string | null;
  selection: TableSelection<Row> | undefined;
  onOpen: ((row: Row) => void) | undefined;
  onClose: (() => void) | undefined;
  onDelete: ((row: Row | null) => void) | undefined;
  onActions: ((rowId: string, anchor: Element) => void) | undefined;
};

/** Moving through rows, selecting and opening them, by keyboard and by mouse. The focus is on one row at a time. */
export const useRowNavigation = <Row>(input: Input<Row>) => {
  const { container, rows, areAllDrawn, activeId, selection, onOpen, onClose, onDelete, onActions } = input;
  const [focusedId, setFocusedId] = useState<string | null>(null);
  // Where a range begins: the row that was selected, or gone to, last.
  const anchorId = useRef<string | null>(null);

  const indexOf = (id: string | null) => rows.findIndex((entry) => entry.id === id);
  const isKnown = indexOf(focusedId) >= 0;
  const currentId = isKnown ? focusedId : indexOf(activeId) >= 0 ? activeId : (rows[0]?.id ?? null);

  const elementOf = (id: string) =>
    container.current?.querySelector<HTMLElement>(`[data-row-id="${CSS.escape(id)}"]`);

  const focusRow = (id: string) => {
    const element = elementOf(id);
    element?.focus({ preventScroll: true });
    element?.scrollIntoView({ block: "nearest" });
  };

  const open = (id: string) => {
    const entry = rows[indexOf(id)];
    if (entry === undefined) return;
    noteOpenedRow(id);
    onOpen?.(entry.row);
  };

  // The outside system: the browser's Back. Once, when the first rows are there.
  const hasRows = rows.length > 0 && areAllDrawn;
  const returnToRow = useEffectEvent(() => {
    const id = openedRow();
    if (id !== null && document.activeElement === document.body && indexOf(id) >= 0) focusRow(id);
  });
  useEffect(() => {
    if (hasRows) returnToRow();
  }, [hasRows]);

  const selectRange = (fromId: string | null, toId: string, isSelected: boolean) => {
    const to = indexOf(toId);
    const from = indexOf(fromId) < 0 ? to : indexOf(fromId);
    const range = rows.slice(Math.min(from, to), Math.max(from, to) + 1).map(({ row }) => row);
    selection?.onSelect(range, isSelected);
  };

  const move = (step: 1 | -1, isExtending: boolean) => {
    const from = indexOf(currentId);
    // The first key press only shows where the focus is.
    const hasFocus = isKnown && container.current?.contains(document.activeElement) === true;
    const to = hasFocus || activeId !== null ? Math.min(rows.length - 1, Math.max(0, from + step)) : from;
    const current = rows[from];
    const target = rows[to];
    if (current === undefined || target === undefined) return;
    focusRow(target.id);
    if (activeId !== null) onOpen?.(target.row);
    if (!isExtending) {
      anchorId.current = target.id;
      return;
    }
    const anchor = Math.max(0, indexOf(anchorId.current ?? current.id));
    const isShrinking = Math.abs(to - anchor) < Math.abs(from - anchor);
    if (isShrinking) selection?.onSelect([current.row], false);
    else selection?.onSelect([current.row, target.row], true);
  };

  const toggle = (id: string, isExtending: boolean) => {
    const entry = rows[indexOf(id)];
    if (entry === undefined || selection === undefined) return;
    const isSelected = !selection.isSelected(entry.row);
    if (isExtending) selectRange(anchorId.current, id, isSelected);
    else {
      selection.onSelect([entry.row], isSelected);
      anchorId.current = id;
    }
  };

  /** The row that has the focus, or else the one whose details are open: null when that is on another page. */
  const rowInHand = (): Row | null => {
    const hasFocus = isKnown && container.current?.contains(document.activeElement) === true;
    return rows[indexOf(hasFocus ? focusedId : activeId)]?.row ?? null;
  };

  const run = (command: TableCommand) => {
    switch (command.kind) {
      case "move":
        move(command.step, command.isExtending);
        return;
      case "jump": {
        const target = command.to === "first" ? rows[0] : rows.at(-1);
        if (target !== undefined) focusRow(target.id);
        return;
      }
      case "toggle":
        if (currentId !== null) toggle(currentId, false);
        return;
      case "extend":
        if (currentId !== null) selectRange(anchorId.current, currentId, true);
        return;
      case "open":
        if (currentId !== null) open(currentId);
        return;
      case "close":
        if (activeId !== null) focusRow(activeId);
        onClose?.();
        return;
      case "delete":
        onDelete?.(rowInHand());
        return;
      case "actions": {
        const entry = rows[indexOf(currentId)];
        const element = entry === undefined ? undefined : elementOf(entry.id);
        // At the first cell's end: a row is wider than what is seen of it.
        if (entry !== undefined && element != null)
          onActions?.(entry.id, element.querySelector("td:not([data-select-cell])") ?? element);
        return;
      }
    }
  };

  const hear = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || !(event.target instanceof Element) || belongsElsewhere(event.target))
      return;
    const row = event.target.closest<HTMLElement>("[data-row-id]");
    const isOnRow = row !== null && container.current?.contains(row) === true;
    const isWalking = activeId !== null && event.target === document.body;
    const command = commandAnywhere(event) ?? (isOnRow || isWalking ? commandOnRow(event) : null);
    if (command === null || (command.kind === "close" && activeId === null)) return;
    // A checkbox, link or button in the row has its own Enter and Space.
    const isOnControl = isOnRow && event.target !== row;
    if (isOnControl && (event.key === "Enter" || event.key === " ")) return;
    event.preventDefault();
    run(command);
  });
  // The outside system: the keyboard, wherever the focus is.
  useEffect(() => {
    document.addEventListener("keydown", hear);
    return () => document.removeEventListener("keydown", hear);
  }, []);

  return { currentId, setFocusedId, focusRow, toggle, open, has: (id: string) => indexOf(id) >= 0 };
};

/** Whether a key press is meant for a field, a dialog or a menu. */
const belongsElsewhere = (target: Element): boolean =>
  (target.matches("input, textarea, select, [contenteditable]") && !target.matches("input[type=checkbox]")) ||
  target.closest('[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]') !== null;
