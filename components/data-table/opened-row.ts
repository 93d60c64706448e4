/** The name in the state of the browser's history under which a page notes the row that led away from it. */
const key = "letheOpenedRow";

/** Notes the row on the page that is about to be left, so that the way back leads to it. */
export const noteOpenedRow = (id: string): void =>
  window.history.replaceState({ ...(window.history.state as object | null), [key]: id }, "");

/** The row that led away from this page the last time; null when one did not come back to it. */
export const openedRow = (): string | null => {
  const state = window.history.state as Record<string, unknown> | null;
  const id = state?.[key];
  return typeof id === "string" ? id : null;
};
