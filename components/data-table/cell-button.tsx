"use client";

import { Ellipsis } from "lucide-react";
import { useEffect, useEffectEvent, useState, type RefObject } from "react";

type Place = { cell: HTMLTableCellElement; rowId: string; top: number; right: number };

/**
 * One button for all cells: it lies over the end of the one under the pointer. A button in each would cost more than the rest of the
 * table, and hovering draws no row again. By keyboard the row's menu has the same actions.
 */
export const CellButton = ({
  container,
  labelOf,
  onPress,
}: {
  container: RefObject<HTMLElement | null>;
  /** What the button is called over this cell; null for a cell that has no actions. */
  labelOf: (rowId: string, cell: HTMLTableCellElement) => string | null;
  onPress: (rowId: string, cell: HTMLTableCellElement) => void;
}) => {
  const [place, setPlace] = useState<Place | null>(null);
  const follow = useEffectEvent((event: PointerEvent) => {
    const box = container.current;
    if (box === null || event.pointerType === "touch" || !(event.target instanceof Element)) return;
    if (event.target.closest("[data-cell-button]") !== null) return;
    const cell = event.target.closest("td");
    const rowId = cell?.closest<HTMLElement>("[data-row-id]")?.dataset.rowId;
    if (cell === null || rowId === undefined || labelOf(rowId, cell) === null) return setPlace(null);
    const [outer, inner] = [box.getBoundingClientRect(), cell.getBoundingClientRect()];
    setPlace({
      cell,
      rowId,
      top: inner.top - outer.top + box.scrollTop + (inner.height - 24) / 2,
      right: inner.right - outer.left + box.scrollLeft,
    });
  });
  const leave = useEffectEvent(() => setPlace(null));
  // The outside system: the pointer over a table whose rows hear nothing themselves.
  useEffect(() => {
    const box = container.current;
    box?.addEventListener("pointerover", follow);
    box?.addEventListener("pointerleave", leave);
    return () => {
      box?.removeEventListener("pointerover", follow);
      box?.removeEventListener("pointerleave", leave);
    };
  }, [container]);

  const label = place === null || !place.cell.isConnected ? null : labelOf(place.rowId, place.cell);
  if (place === null || label === null) return null;
  return (
    <button
      type="button"
      data-cell-button
      // The row's menu is the way by keyboard.
      tabIndex={-1}
      aria-label={label}
      title={label}
      aria-haspopup="menu"
      onClick={() => onPress(place.rowId, place.cell)}
      ref={(element) => {
        // Set here, as the content security policy lets no style attribute through.
        if (element === null) return;
        element.style.top = `${place.top}px`;
        element.style.left = `${place.right - 28}px`;
      }}
      className="absolute z-20 inline-flex size-6 items-center justify-center rounded border bg-raised text-muted hover:bg-hover hover:text-text"
    >
      <Ellipsis size={14} aria-hidden />
    </button>
  );
};
