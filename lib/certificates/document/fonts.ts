import { readFileSync } from "node:fs";
import path from "node:path";
import { create, type Font, type GlyphRun } from "fontkit";

/** Static fonts: a variable one cannot be embedded at a weight. A built server is given them by next.config.ts. */
const files = {
  regular: "inter/400Regular/Inter_400Regular.ttf",
  bold: "inter/600SemiBold/Inter_600SemiBold.ttf",
  hebrew: "noto-sans-hebrew/400Regular/NotoSansHebrew_400Regular.ttf",
  arabic: "noto-sans-arabic/400Regular/NotoSansArabic_400Regular.ttf",
};
export type FontName = keyof typeof files;
export type Weight = "regular" | "bold";

// The bundler is told to look away: it would take all weights for needed, and a path that is not known for the whole project.
const folder = path.join(/* turbopackIgnore: true */ process.cwd(), "node_modules", "@expo-google-fonts");

/** Read once in the life of a process. */
const bytes = new Map<FontName, Buffer>();

/** Throws when a file of a font is missing. */
const loadFont = (name: FontName): Font => {
  const file = bytes.get(name) ?? readFileSync(/* turbopackIgnore: true */ path.join(folder, files[name]));
  bytes.set(name, file);
  const font = create(file);
  if (!("layout" in font)) throw new Error(`${files[name]} is a collection of fonts.`);
  return font;
};

/** `id`: a zero that is no O, an l that is no I. `number`: figures of one width, which would widen hyphens in a text. */
export type Look = "text" | "id" | "number";

/** And in all of them every character is itself, where Inter would draw "->" as an arrow. */
export const featuresOf: Record<Look, Record<string, boolean>> = {
  text: { calt: false },
  id: { calt: false, zero: true, ss02: true },
  number: { calt: false, tnum: true },
};

export type DocumentFonts = {
  /** The first font that has the character; null when none has. */
  fontFor: (codePoint: number, weight: Weight) => FontName | null;
  has: (name: FontName, codePoint: number) => boolean;
  /** In points. */
  widthOf: (text: string, name: FontName, size: number, look: Look) => number;
  /** For PDFKit: what it embeds, and lays text out with. */
  fonts: Record<FontName, Font>;
};

const fallbacks: Record<Weight, readonly FontName[]> = {
  regular: ["regular", "hebrew", "arabic"],
  bold: ["bold", "hebrew", "arabic"],
};

/**
 * The fonts of one document. What was laid out to be measured is remembered to be drawn, and forgotten with the document: it may be
 * somebody's name. They are no other document's either: a glyph keeps the characters that it was first asked for by, and those are what
 * is read out and copied.
 */
export const documentFonts = (): DocumentFonts => {
  const fonts = {
    regular: remembering(loadFont("regular")),
    bold: remembering(loadFont("bold")),
    hebrew: remembering(loadFont("hebrew")),
    arabic: remembering(loadFont("arabic")),
  };
  const has = (name: FontName, codePoint: number) => fonts[name].hasGlyphForCodePoint(codePoint);
  return {
    has,
    fontFor: (codePoint, weight) => fallbacks[weight].find((name) => has(name, codePoint)) ?? null,
    widthOf: (text, name, size, look) =>
      (fonts[name].layout(text, featuresOf[look]).advanceWidth * size) / fonts[name].unitsPerEm,
    fonts,
  };
};

/** A font that lays each text out once. PDFKit scales the positions that it is given in place: it gets copies. */
const remembering = (font: Font): Font => {
  const known = new Map<unknown, Map<string, GlyphRun>>();
  const layout: Font["layout"] = (text, features) => {
    const runs = known.get(features) ?? new Map<string, GlyphRun>();
    known.set(features, runs);
    const run = runs.get(text) ?? laidOut(font, text, features);
    runs.set(text, run);
    const { glyphs, positions, advanceWidth } = run;
    return { ...run, glyphs, advanceWidth, positions: positions.map((position) => ({ ...position })) };
  };
  return Object.assign(Object.create(font) as Font, { layout });
};

/** fontkit fails at marks on what its font has no place for a mark on, such as a space: those are then put where they come. */
const laidOut = (font: Font, text: string, features: Parameters<Font["layout"]>[1]): GlyphRun => {
  try {
    return font.layout(text, features);
  } catch {
    return font.layout(text, { ...featuresOf.text, mark: false, mkmk: false });
  }
};
