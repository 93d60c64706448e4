"use client";

import { useEffect, useEffectEvent, useRef, type FocusEvent } from "react";

/**
 * For a list that hangs from its box and is part of the page: closes it when the focus leaves the box, or once something else was
 * clicked. With the press alone it would be too early: a page that ends with the list becomes shorter, and what is being clicked
 * moves away from the pointer.
 */
export const useCloseOutside = (isOpen: boolean, close: () => void) => {
  const box = useRef<HTMLDivElement>(null);
  const isPressing = useRef(false);
  const closeNow = useEffectEvent(close);
  // The outside system: the pointer, wherever on the page it is.
  useEffect(() => {
    if (!isOpen) return;
    const isOutside = ({ target }: Event) =>
      target instanceof Node && box.current?.contains(target) === false;
    const press = (event: Event) => (isPressing.current = isOutside(event));
    // By touch it was a scroll.
    const cancel = () => (isPressing.current = false);
    const click = (event: Event) => {
      isPressing.current = false;
      if (isOutside(event)) closeNow();
    };
    const listeners = { pointerdown: press, pointercancel: cancel, click, auxclick: click };
    // Before anybody else can keep them.
    for (const [type, listener] of Object.entries(listeners)) window.addEventListener(type, listener, true);
    return () => {
      isPressing.current = false;
      for (const [type, listener] of Object.entries(listeners))
        window.removeEventListener(type, listener, true);
    };
  }, [isOpen]);
  const onBlur = ({ currentTarget, relatedTarget }: FocusEvent<HTMLElement>) => {
    if (!isPressing.current && !currentTarget.contains(relatedTarget)) close();
  };
  return { ref: box, onBlur };
};
