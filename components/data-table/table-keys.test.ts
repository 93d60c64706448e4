import { expect, it } from "vitest";
import { commandAnywhere, commandOnRow } from "./table-keys";

const press = (
  key: string,
  held: Partial<Record<"shiftKey" | "ctrlKey" | "metaKey" | "altKey", boolean>> = {},
) => ({
  key,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...held,
});

it("moves by letters anywhere, and by arrows on a row only", () => {
  expect(commandAnywhere(press("j"))).toEqual({ kind: "move", step: 1, isExtending: false });
  expect(commandAnywhere(press("ArrowDown"))).toBeNull();
  expect(commandOnRow(press("ArrowUp", { shiftKey: true }))).toEqual({
    kind: "move",
    step: -1,
    isExtending: true,
  });
});

it("tells selecting from extending", () => {
  expect(commandAnywhere(press("x"))).toEqual({ kind: "toggle" });
  expect(commandAnywhere(press("X", { shiftKey: true }))).toEqual({ kind: "extend" });
  expect(commandAnywhere(press("#", { shiftKey: true }))).toEqual({ kind: "delete" });
});

it("leaves the browser's own keys alone", () => {
  for (const held of [{ ctrlKey: true }, { metaKey: true }, { altKey: true }]) {
    for (const key of ["j", "k", "x", "#", "Escape"]) expect(commandAnywhere(press(key, held))).toBeNull();
    for (const key of ["ArrowDown", "Enter", " ", "End"]) expect(commandOnRow(press(key, held))).toBeNull();
  }
  expect(commandAnywhere(press("a"))).toBeNull();
});
