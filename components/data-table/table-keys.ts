/** What a key means to a table. */
export type TableCommand =
  | { kind: "move"; step: 1 | -1; isExtending: boolean }
  | { kind: "jump"; to: "first" | "last" }
  | { kind: "toggle" }
  | { kind: "extend" }
  | { kind: "open" }
  | { kind: "close" }
  | { kind: "delete" }
  | { kind: "actions" };

type Key = Pick<KeyboardEvent, "key" | "shiftKey" | "ctrlKey" | "metaKey" | "altKey">;

/** Keys that work anywhere but in a text field. */
export const commandAnywhere = (event: Key): TableCommand | null => {
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  switch (event.key) {
    case "j":
    case "J":
      return { kind: "move", step: 1, isExtending: event.shiftKey };
    case "k":
    case "K":
      return { kind: "move", step: -1, isExtending: event.shiftKey };
    case "x":
      return { kind: "toggle" };
    case "X":
      return { kind: "extend" };
    case "Escape":
      return { kind: "close" };
    case "#":
      return { kind: "delete" };
    default:
      return null;
  }
};

/** Keys that mean something else elsewhere on the page, and belong to the table only when a row has the focus. */
export const commandOnRow = (event: Key): TableCommand | null => {
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  switch (event.key) {
    case "ArrowDown":
      return { kind: "move", step: 1, isExtending: event.shiftKey };
    case "ArrowUp":
      return { kind: "move", step: -1, isExtending: event.shiftKey };
    case "Home":
      return { kind: "jump", to: "first" };
    case "End":
      return { kind: "jump", to: "last" };
    case "Enter":
      return { kind: "open" };
    case " ":
      return { kind: "toggle" };
    case ".":
      return { kind: "actions" };
    default:
      return null;
  }
};
