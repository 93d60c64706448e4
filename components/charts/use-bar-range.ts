"use client";

import { useState, type FocusEvent, type KeyboardEvent, type MouseEvent, type PointerEvent } from "react";
import type { BarRange } from "./chart-types";

const inOrder = (a: number, b: number): BarRange => ({ from: Math.min(a, b), to: Math.max(a, b) });

/** Where focus is among the bars of a chart, and which of them are being chosen, by pointer or by keys. */
export const useBarRange = ({
  count,
  onRange,
  onPick,
  onShow,
}: {
  count: number;
  onRange?: (range: BarRange) => void;
  onPick?: (index: number) => void;
  onShow: (index: number | null) => void;
}) => {
  const [place, setPlace] = useState(count - 1);
  /** The first and the last bar of what is being drawn, in the order in which they were met. */
  const [drawing, setDrawing] = useState<{ start: number; end: number; isPointer: boolean } | null>(null);
  const end = (range: BarRange) => {
    setDrawing(null);
    onRange?.(range);
  };

  const hear = (index: number, event: KeyboardEvent<SVGRectElement>) => {
    const target = targetOf(event.key, index, count);
    if (target !== null) {
      event.preventDefault();
      event.stopPropagation();
      setPlace(target);
      if (event.shiftKey && onRange !== undefined) {
        setDrawing({ start: drawing?.start ?? index, end: target, isPointer: false });
      } else setDrawing(null);
      barOf(event.currentTarget.ownerSVGElement, target)?.focus();
      return;
    }
    if (onPick !== undefined && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      event.stopPropagation();
      onPick(index);
    }
    if (onRange === undefined) return;
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      event.stopPropagation();
      end(drawing === null ? { from: index, to: index } : inOrder(drawing.start, drawing.end));
    } else if (event.key === "Escape" && drawing !== null) {
      event.stopPropagation();
      setDrawing(null);
    }
  };

  /** The bar below the pointer: a captured pointer stays with the chart when it leaves it. */
  const met = ({ currentTarget, clientX }: MouseEvent<SVGSVGElement>): number => {
    const bars = [...currentTarget.querySelectorAll<SVGRectElement>("[data-bar]")];
    const found = bars.findIndex((bar) => clientX < bar.getBoundingClientRect().right);
    return found === -1 ? count - 1 : found;
  };
  const pointer = {
    onPointerDown: (event: PointerEvent<SVGSVGElement>) => {
      if (onRange === undefined || event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      const index = met(event);
      setDrawing({ start: index, end: index, isPointer: true });
    },
    onPointerMove: (event: PointerEvent<SVGSVGElement>) => {
      const index = met(event);
      onShow(index);
      if (drawing?.isPointer === true) setDrawing({ ...drawing, end: index });
    },
    onClick: (event: MouseEvent<SVGSVGElement>) => onPick?.(met(event)),
    onPointerUp: (event: PointerEvent<SVGSVGElement>) => {
      if (drawing?.isPointer !== true) return;
      setPlace(met(event));
      end(inOrder(drawing.start, drawing.end));
    },
    // The browser has taken it for scrolling.
    onPointerCancel: () => setDrawing(null),
    onPointerLeave: () => onShow(null),
  };

  return {
    /** The bar that Tab leads to. What is shown may have become fewer. */
    place: Math.min(Math.max(place, 0), count - 1),
    drawn: drawing === null ? null : inOrder(drawing.start, drawing.end),
    pointer,
    keys: (index: number) => ({
      onKeyDown: (event: KeyboardEvent<SVGRectElement>) => hear(index, event),
      onFocus: () => {
        setPlace(index);
        onShow(index);
      },
      onBlur: (event: FocusEvent<SVGRectElement>) => {
        onShow(null);
        if (!(event.relatedTarget instanceof SVGRectElement)) setDrawing(null);
      },
    }),
  };
};

const targetOf = (key: string, index: number, count: number): number | null => {
  switch (key) {
    case "ArrowLeft":
      return Math.max(0, index - 1);
    case "ArrowRight":
      return Math.min(count - 1, index + 1);
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return null;
  }
};

const barOf = (chart: SVGSVGElement | null, index: number): SVGRectElement | null =>
  chart?.querySelector<SVGRectElement>(`[data-bar="${index}"]`) ?? null;
