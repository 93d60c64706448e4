"use client";

import type { KeyboardEvent, PointerEvent } from "react";
import { widthMax } from "./use-table-columns";

const stepPx = 16;

/** The edge between two headers: drag it, or focus it and use the arrow keys. A double click gives the first width back. */
export const ColumnResizer = ({
  label,
  width,
  widthMin,
  onResize,
  onReset,
}: {
  label: string;
  width: number;
  widthMin: number;
  /** `isDone` is false while the edge is still being dragged. */
  onResize: (width: number, isDone: boolean) => void;
  onReset: () => void;
}) => {
  const within = (wanted: number) => Math.round(Math.min(widthMax, Math.max(widthMin, wanted)));
  // What the column measures on the screen: a flexible column has no width of its own.
  const measured = (element: HTMLElement) => element.closest("th")?.offsetWidth ?? width;

  const startDrag = (event: PointerEvent<HTMLDivElement>) => {
    event.preventDefault();
    const edge = event.currentTarget;
    const startX = event.clientX;
    const startWidth = measured(edge);
    edge.setPointerCapture(event.pointerId);
    const widthAt = (moved: globalThis.PointerEvent) => within(startWidth + moved.clientX - startX);
    const move = (moved: globalThis.PointerEvent) => onResize(widthAt(moved), false);
    const end = (moved: globalThis.PointerEvent) => {
      edge.removeEventListener("pointermove", move);
      edge.removeEventListener("pointerup", end);
      edge.removeEventListener("pointercancel", end);
      if (moved.clientX !== startX) onResize(widthAt(moved), true);
    };
    edge.addEventListener("pointermove", move);
    edge.addEventListener("pointerup", end);
    edge.addEventListener("pointercancel", end);
  };

  const press = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = event.shiftKey ? 4 * stepPx : stepPx;
    const wanted = {
      ArrowRight: () => measured(event.currentTarget) + step,
      ArrowLeft: () => measured(event.currentTarget) - step,
      Home: () => widthMin,
    }[event.key];
    if (wanted === undefined && event.key !== "Enter") return;
    event.preventDefault();
    event.stopPropagation();
    if (wanted === undefined) onReset();
    else onResize(within(wanted()), true);
  };

  return (
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={`Width of ${label}`}
      aria-valuenow={width}
      aria-valuemin={widthMin}
      aria-valuemax={widthMax}
      tabIndex={0}
      onPointerDown={startDrag}
      onDoubleClick={onReset}
      onKeyDown={press}
      className="absolute inset-y-0 right-0 z-10 w-[9px] cursor-col-resize touch-none after:absolute after:inset-y-2 after:right-0 after:w-px after:bg-line hover:after:inset-y-0 hover:after:w-0.5 hover:after:bg-accent focus-visible:outline-none focus-visible:after:inset-y-0 focus-visible:after:w-0.5 focus-visible:after:bg-accent"
    />
  );
};
