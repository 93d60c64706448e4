import { formatCertificate } from "../certificate-file";
import type { CertificateFacts, SignedCertificate } from "../types";
import { certificateWords } from "../words/words-of";
import { shownLine, writerFor } from "../words/written";
import type { Draft } from "./draft";
import { linesOf } from "./line-runs";
import { drawOpening } from "./opening";
import { asArtifact, closePaper, drawLine, drawRule, margin, openPaper } from "./paper";
import { drawFindings } from "./findings";
import { drawRecord } from "./record";
import { footStyle, hairline } from "./styles";

/**
 * A certificate as a PDF/A-3 in its language, on A4, or on Letter under a law of the United States. It carries the signed JSON as
 * `certificate.json`, byte for byte. The same certificate gives the same bytes. It is not signed itself yet: see pdf-signature.ts.
 * Throws when a font is missing.
 */
export const certificatePdf = async (
  signed: SignedCertificate,
  facts: CertificateFacts,
  { verifyUrl = `https://${facts.origin}/verify` }: { verifyUrl?: string } = {},
): Promise<Buffer> => {
  const words = certificateWords[facts.language];
  const issuedAt = new Date(facts.issuedAt);
  const paper = openPaper({
    size: facts.request.law === "ccpa" ? "LETTER" : "A4",
    language: words.locale,
    title: words.title[facts.verdict],
    subject: `${words.signature.certificate} ${facts.id}`,
    creator: `${facts.product.name} ${facts.product.version}`,
    createdAt: issuedAt,
  });
  const draft = { paper, facts, signed, words, writer: writerFor(words, facts.request.timeZone), verifyUrl };
  paper.drawHead = () => drawHead(draft);
  drawOpening(draft);
  await drawFindings(draft);
  await drawRecord(draft);
  drawFeet(draft);
  // PDF/A-3 asks how an attached file is related to the pages; PDFKit's types do not know it yet.
  const attachment: PDFKit.Mixins.PDFAttachmentOptions & { relationship: string } = {
    name: "certificate.json",
    type: "application/json",
    description: words.signature.certificate,
    relationship: "Source",
    creationDate: issuedAt,
    modifiedDate: issuedAt,
  };
  paper.pdf.file(Buffer.from(formatCertificate(signed), "utf8"), attachment);
  return closePaper(paper);
};

/** Later pages say of what they are a part, and how it ended: none reads as more than the first. */
const drawHead = ({ paper, facts, words }: Draft): void => {
  const reference = facts.request.reference;
  const text = `${words.title[facts.verdict]}${reference === null ? "" : ` · ${shownLine(reference)}`}`;
  asArtifact(paper, "Pagination", () => {
    const [line] = linesOf(paper.fonts, text, footStyle, { width: paper.width, direction: "ltr" });
    if (line !== undefined)
      drawLine(paper, line, { x: paper.left, y: paper.y - 16, width: paper.width, align: "left" });
  });
  drawRule(paper, { y: paper.y, color: hairline, weight: 0.5 });
  paper.y += 10;
};

const pageNumberWidth = 90;

const drawFeet = ({ paper, facts, words }: Draft): void => {
  const { count } = paper.pdf.bufferedPageRange();
  const y = paper.pdf.page.height - margin + 2;
  for (let page = 0; page < count; page++) {
    paper.pdf.switchToPage(page);
    asArtifact(paper, "Pagination", () => {
      const draw = (text: string, align: "left" | "right", width: number) => {
        const [line] = linesOf(paper.fonts, text, footStyle, { width, direction: "ltr" });
        if (line !== undefined) drawLine(paper, line, { x: paper.left, y, width, align });
      };
      const origin = shownLine(facts.origin);
      draw(`${words.signature.certificate} ${facts.id} · ${origin}`, "left", paper.width - pageNumberWidth);
      draw(words.page(page + 1, count), "right", paper.width);
    });
  }
};
