import PDFDocument from "pdfkit";
import { documentFonts, featuresOf, type DocumentFonts } from "./fonts";
import { linesOf, type Direction, type Line, type Style } from "./line-runs";

/** A document being written, from top to bottom. Lengths are in points. */
export type Paper = {
  pdf: PDFKit.PDFDocument;
  fonts: DocumentFonts;
  /** Of which everything that is read out is a part. */
  root: Element;
  left: number;
  width: number;
  bottom: number;
  /** Where the next thing goes. */
  y: number;
  /** Whether a character had to be written as its code point: the document then says so. */
  hasCodePoints: boolean;
  /** What is drawn at the head of every page but the first. */
  drawHead: () => void;
};

export type Element = { structure: PDFKit.PDFStructureElement; tag: string };

type PaperInput = {
  size: "A4" | "LETTER";
  language: string;
  title: string;
  subject: string;
  creator: string;
  createdAt: Date;
};

export const margin = 44;
const footRoom = 30;

/**
 * An empty document: PDF/A-3, which is for archives and lets other files be attached, with its text tagged for those who have it
 * read out.
 */
export const openPaper = ({ size, language, title, subject, creator, createdAt }: PaperInput): Paper => {
  const pdf = new PDFDocument({
    size,
    margin: 0,
    pdfVersion: "1.7",
    subset: "PDF/A-3a",
    tagged: true,
    lang: language,
    displayTitle: true,
    bufferPages: true,
    // None of the fonts that readers are trusted to have: an archive wants them inside.
    font: "",
    info: { Title: title, Subject: subject, Creator: creator, CreationDate: createdAt },
  });
  const fonts = documentFonts();
  // PDFKit's types do not say that it takes a font that is open already.
  for (const [name, font] of Object.entries(fonts.fonts)) pdf.registerFont(name, font as unknown as Buffer);
  const structure = pdf.struct("Document");
  pdf.addStructure(structure);
  return {
    pdf,
    fonts,
    root: { structure, tag: "Document" },
    left: margin,
    width: pdf.page.width - 2 * margin,
    bottom: pdf.page.height - margin - footRoom + 14,
    y: margin,
    hasCodePoints: false,
    drawHead: () => undefined,
  };
};

export const openElement = (
  paper: Paper,
  tag: string,
  { parent, alt }: { parent?: Element; alt?: string } = {},
): Element => {
  // PDFKit's types do not know yet that the head of a column is told as such.
  const options: PDFKit.Mixins.StructureElementOptions & { scope?: string } = {
    ...(alt === undefined ? {} : { alt }),
    ...(tag === "TH" ? { scope: "Column" } : {}),
  };
  const structure = paper.pdf.struct(tag, options);
  (parent ?? paper.root).structure.add(structure);
  return { structure, tag };
};

/** What is drawn and not read out: rules, and heads that are repeated. */
export const asArtifact = (paper: Paper, type: "Layout" | "Pagination", draw: () => void): void => {
  paper.pdf.markContent("Artifact", { type });
  draw();
  paper.pdf.endMarkedContent();
};

export const asContent = (paper: Paper, element: Element, draw: () => void): void => {
  element.structure.add(paper.pdf.markStructureContent(element.tag));
  draw();
  paper.pdf.endMarkedContent();
};

export const lineHeight = ({ size }: Style): number => size * 1.36;
export const heightOf = (lines: readonly Line[]): number =>
  lines.reduce((sum, { style }) => sum + lineHeight(style), 0);
const widthOf = ({ runs }: Line): number => runs.reduce((sum, { width }) => sum + width, 0);

/** A line with its upper edge at `y`. */
export const drawLine = (
  paper: Paper,
  line: Line,
  { x, y, width, align }: { x: number; y: number; width: number; align: "left" | "right" },
): void => {
  const { pdf } = paper;
  const { style } = line;
  if (line.runs.some(({ text }) => text.includes("‹U+"))) paper.hasCodePoints = true;
  // Inter stands 0.97 em above its baseline; the rest of the line's height is shared.
  const baseline = y + (lineHeight(style) - style.size * 1.21) / 2 + style.size * 0.969;
  let at = align === "right" ? x + width - widthOf(line) : x;
  // PDFKit's types know a list of names alone. With features a text is laid out whole, as one that is read from the right has to be.
  const features = featuresOf[style.look] as unknown as PDFKit.Mixins.OpenTypeFeatures[];
  pdf.fillColor(style.color).fontSize(style.size);
  for (const run of line.runs) {
    pdf.font(run.font);
    pdf.text(run.text, at, baseline, { lineBreak: false, baseline: "alphabetic", features });
    at += run.width;
  }
};

export const turnPage = (paper: Paper): void => {
  paper.pdf.addPage();
  paper.y = margin;
  paper.drawHead();
};

/** Goes on to the next page unless so much fits on this one. */
export const makeRoom = (paper: Paper, height: number): void => {
  if (paper.y + height > paper.bottom) turnPage(paper);
};

type Place = {
  x?: number;
  width?: number;
  direction?: Direction;
  align?: "left" | "right";
  /** How the text is tagged; a paragraph of its own when it is not given. */
  element?: Element;
};

/** Writes a text at the paper's y, over as many pages as it takes. */
export const writeText = (paper: Paper, text: string, style: Style, place: Place = {}): void => {
  const { x = paper.left, width = paper.width - (x - paper.left), direction = "ltr", align = "left" } = place;
  const element = place.element ?? openElement(paper, "P");
  for (const line of linesOf(paper.fonts, text, style, { width, direction })) {
    makeRoom(paper, lineHeight(style));
    asContent(paper, element, () => drawLine(paper, line, { x, y: paper.y, width, align }));
    paper.y += lineHeight(style);
  }
};

export const drawRule = (
  paper: Paper,
  { y, color, weight }: { y: number; color: string; weight: number },
): void =>
  asArtifact(paper, "Layout", () => {
    paper.pdf
      .moveTo(paper.left, y)
      .lineTo(paper.left + paper.width, y)
      .lineWidth(weight)
      .strokeColor(color)
      .stroke();
  });

/** The finished bytes. */
export const closePaper = ({ pdf }: Paper): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    pdf.on("data", (chunk: Buffer) => chunks.push(chunk));
    pdf.on("end", () => resolve(Buffer.concat(chunks)));
    pdf.on("error", reject);
    pdf.end();
  });
