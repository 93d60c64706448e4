/** The member is being asked; `settle` says whether they have confirmed who they are. */
type Asking = { settle: (isConfirmed: boolean) => void };

let asking: (Asking & { answer: Promise<boolean> }) | null = null;
const listeners = new Set<() => void>();

const set = (next: typeof asking): void => {
  asking = next;
  for (const listener of listeners) listener();
};

/**
 * Has the page ask the member to confirm who they are, and answers whether they did. Several calls at a time are one question.
 * False at once on a page where nothing asks.
 */
export const confirmIdentity = (): Promise<boolean> => {
  if (asking !== null) return asking.answer;
  if (listeners.size === 0) return Promise.resolve(false);
  let settle: Asking["settle"] = () => undefined;
  const answer = new Promise<boolean>((resolve) => {
    settle = (isConfirmed) => {
      set(null);
      resolve(isConfirmed);
    };
  });
  set({ settle, answer });
  return answer;
};

/** For what asks: notified when there is something to ask, or no longer. Answers what ends that. */
export const onIdentityAsked = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Null while nothing is asked. */
export const identityAsked = (): Asking | null => asking;
