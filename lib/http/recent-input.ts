let lastInputAt = 0;

const recentMs = 60_000;
const kinds = ["pointerdown", "pointermove", "keydown", "wheel", "touchmove"] as const;

if (typeof window !== "undefined") {
  const note = () => (lastInputAt = performance.now());
  note();
  for (const kind of kinds) window.addEventListener(kind, note, { capture: true, passive: true });
}

/** Whether the page was used within the last minute, or has just been opened; otherwise what it fetches, it fetches by itself. */
export const hasRecentInput = (): boolean => performance.now() - lastInputAt < recentMs;
