import { base64Of } from "@/lib/text/base64";

/**
 * The second signature of a PDF: over all of its other bytes, in a comment, which readers of PDF skip. It stands before the last
 * three lines, as an archive's PDF has nothing behind them (ISO 19005). The signed certificate inside says what is certified; this
 * one says that the pages around it are the ones that Lethe wrote.
 */
export type PdfSignature = { keyId: string; publicKey: string; signature: string };

/** What is signed of a PDF is another text than any certificate: its bytes behind this line. */
const pdfPurpose = "lethe-certificate-pdf-1\n";

/** Signs bytes: gives the 64 bytes of an Ed25519 signature. */
export type SignBytes = (message: Uint8Array) => Uint8Array;

/** The PDF with its signature. It must not be changed afterwards. Throws where the PDF does not end as PDFs do. */
export const withPdfSignature = (
  pdf: Uint8Array,
  { keyId, publicKey, sign }: { keyId: string; publicKey: string; sign: SignBytes },
): Uint8Array<ArrayBuffer> => {
  const end = endPattern.exec(lastOf(pdf, endLengthMax))?.[0];
  if (end === undefined) throw new Error("The PDF has no end that its signature could stand before.");
  const signature = base64Of(sign(pdfMessage(pdf)));
  const line = encoder.encode(lineOf({ keyId, publicKey, signature }));
  return joined(pdf.subarray(0, pdf.length - end.length), line, pdf.subarray(pdf.length - end.length));
};

/** What the signature of a PDF is over. */
export const pdfMessage = (pdf: Uint8Array): Uint8Array => joined(encoder.encode(pdfPurpose), pdf);

/** Takes a signed PDF apart; null when there is not exactly such a signature before its end. */
export const splitSignedPdf = (file: Uint8Array): { pdf: Uint8Array; signature: PdfSignature } | null => {
  const found = signedEndPattern.exec(lastOf(file, lineLength + endLengthMax));
  const [whole = "", keyId, publicKey, signature, end] = found ?? [];
  if (keyId === undefined || publicKey === undefined || signature === undefined || end === undefined)
    return null;
  const body = file.subarray(0, file.length - whole.length);
  return {
    pdf: joined(body, file.subarray(file.length - end.length)),
    signature: { keyId, publicKey, signature },
  };
};

const lineOf = ({ keyId, publicKey, signature }: PdfSignature): string =>
  `%lethe-signature-1 ${keyId} ${publicKey} ${signature}\n`;

// 16, 32 and 64 bytes have one length each.
const linePattern = /%lethe-signature-1 ([0-9a-f]{32}) ([A-Za-z0-9+/]{43}=) ([A-Za-z0-9+/]{86}==)\n/;
const lineLength = lineOf({
  keyId: "0".repeat(32),
  publicKey: "0".repeat(44),
  signature: "0".repeat(88),
}).length;

const endPattern = /startxref\n\d{1,12}\n%%EOF\n?$/;
const endLengthMax = "startxref\n123456789012\n%%EOF\n".length;
const signedEndPattern = new RegExp(`${linePattern.source}(${endPattern.source})`);

/** The last bytes, one a character. */
const lastOf = (bytes: Uint8Array, length: number): string =>
  new TextDecoder("latin1").decode(bytes.subarray(Math.max(0, bytes.length - length)));

const encoder = new TextEncoder();

const joined = (...parts: Uint8Array[]): Uint8Array<ArrayBuffer> => {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
};
