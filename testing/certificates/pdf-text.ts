import { decodePDFRawStream, PDFArray, PDFDict, PDFDocument, PDFName, PDFRawStream } from "@cantoo/pdf-lib";

export type PdfLine = { page: number; y: number; size: number; font: string; text: string };

/**
 * The lines of text of a PDF that PDFKit wrote, in the order in which they were drawn, read back through what the fonts say of their
 * glyphs. What is read from the right stands as the eye meets it: from left to right.
 */
export const pdfLines = async (bytes: Uint8Array): Promise<PdfLine[]> => {
  const document = await PDFDocument.load(bytes, { updateMetadata: false });
  return document.getPages().flatMap((page, number) => {
    const fonts = page.node.Resources()?.lookup(PDFName.of("Font"), PDFDict);
    const characters = new Map(
      fonts?.entries().map(([name, ref]) => {
        const font = page.node.context.lookup(ref, PDFDict);
        const base = font.lookup(PDFName.of("BaseFont"), PDFName).decodeText();
        return [name.decodeText(), { base, map: charactersOf(font) }] as const;
      }),
    );
    const contents = page.node.Contents();
    const streams = contents instanceof PDFArray ? contents.asArray() : [contents];
    const content = streams
      .map((stream) => page.node.context.lookup(stream))
      .map((stream) => (stream instanceof PDFRawStream ? textOf(stream) : ""))
      .join("\n");
    const lines: PdfLine[] = [];
    let [y, size, font] = [0, 0, ""];
    for (const [, at, name, points, glyphs] of content.matchAll(
      /1 0 0 1 [-\d.]+ ([-\d.]+) Tm|\/(F\d+) ([\d.]+) Tf|<([0-9a-f]+)>/g,
    )) {
      if (at !== undefined) y = Number(at);
      else if (name !== undefined) [font, size] = [name, Number(points)];
      else if (glyphs !== undefined) {
        const known = characters.get(font);
        const text = (glyphs.match(/.{4}/g) ?? [])
          .map((glyph) => known?.map.get(parseInt(glyph, 16)) ?? "\ufffd")
          .join("");
        const last = lines.at(-1);
        if (last !== undefined && Math.abs(last.y - y) < 0.01 && last.size === size) last.text += text;
        else lines.push({ page: number + 1, y, size, font: known?.base ?? "", text });
      }
    }
    return lines;
  });
};

/** All of its text, a line for each line. */
export const pdfText = async (bytes: Uint8Array): Promise<string> =>
  (await pdfLines(bytes)).map(({ text }) => text).join("\n");

const charactersOf = (font: PDFDict): Map<number, string> => {
  const map = new Map<number, string>();
  const toUnicode = font.lookup(PDFName.of("ToUnicode"));
  if (!(toUnicode instanceof PDFRawStream)) return map;
  for (const [, first = "", list = ""] of textOf(toUnicode).matchAll(
    /<([0-9a-f]+)> <[0-9a-f]+> \[([^\]]*)\]/g,
  )) {
    for (const [index, entry] of [...list.matchAll(/<([0-9a-f ]*)>/g)].entries()) {
      const units = (entry[1] ?? "").replaceAll(" ", "").match(/.{4}/g) ?? [];
      map.set(parseInt(first, 16) + index, String.fromCharCode(...units.map((unit) => parseInt(unit, 16))));
    }
  }
  return map;
};

const textOf = (stream: PDFRawStream): string =>
  Buffer.from(decodePDFRawStream(stream).decode()).toString("latin1");
