import type { HeardMessage } from "@/lib/live/live-message";

const progressMs = 200;

/**
 * Passes messages on at once, but of a deletion's progress, which comes with every batch, at most five a second: the
 * first immediately, then the latest. Its end is never held back.
 */
export const throttleMessages = (
  send: (message: HeardMessage) => void,
): { push: (message: HeardMessage) => void; stop: () => void } => {
  /** Per deletion: the timer that holds progress back, and the latest of what it holds. */
  const held = new Map<string, { timer: NodeJS.Timeout; latest: HeardMessage | null }>();

  const hold = (id: string): void => {
    const timer = setTimeout(() => {
      const latest = held.get(id)?.latest ?? null;
      held.delete(id);
      if (latest === null) return;
      send(latest);
      hold(id);
    }, progressMs);
    held.set(id, { timer, latest: null });
  };

  const push = (message: HeardMessage): void => {
    if (message.topic !== "deletions") return send(message);
    const waiting = held.get(message.id);
    if (message.isFinished) {
      clearTimeout(waiting?.timer);
      held.delete(message.id);
      return send(message);
    }
    if (waiting !== undefined) {
      waiting.latest = message;
      return;
    }
    send(message);
    hold(message.id);
  };

  return {
    push,
    stop: () => {
      for (const { timer } of held.values()) clearTimeout(timer);
      held.clear();
    },
  };
};
