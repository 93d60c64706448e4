import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { create } from "fontkit";
import { expect, it } from "vitest";

const folder = path.resolve("app/fonts");

it.each(readdirSync(folder).filter((name) => name.endsWith(".woff2")))(
  "%s draws a character that no font has as a box: nothing in its place would look like an empty memory",
  (name) => {
    const font = create(readFileSync(path.join(folder, name)));
    if (!("getGlyph" in font)) throw new TypeError(`${name} is a collection.`);
    expect(font.getGlyph(0).path.commands).not.toEqual([]);
  },
);
