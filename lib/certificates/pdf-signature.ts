import { base64Of } from "./base64";

/**
 * The second signature of a PDF: over all of its bytes, in a comment behind its end, which readers of PDF skip. The signed
 * certificate inside says what is certified; this one says that the pages around it are the ones that Lethe wrote.
 */
export type PdfSignature = { keyId: string; publicKey: string; signature: string };

/** What is signed of a PDF is another text than any certificate: its bytes behind this line. */
const pdfPurpose = "lethe-certificate-pdf-1\n";

/** Signs bytes: gives the 64 bytes of an Ed25519 signature. */
export type SignBytes = (message: Uint8Array) => Uint8Array;

/** The PDF with its signature behind the end. It must not be changed afterwards. */
export const withPdfSignature = (
  pdf: Uint8Array,
  { keyId, publicKey, sign }: { keyId: string; publicKey: string; sign: SignBytes },
): Uint8Array<ArrayBuffer> => {
  const signature = base64Of(sign(pdfMessage(pdf)));
  return joined(pdf, encoder.encode(trailerOf({ keyId, publicKey, signature })));
};

/** What the signature of a PDF is over. */
export const pdfMessage = (pdf: Uint8Array): Uint8Array => joined(encoder.encode(pdfPurpose), pdf);

/** Takes a signed PDF apart; null when it does not end in exactly such a signature. */
export const splitSignedPdf = (file: Uint8Array): { pdf: Uint8Array; signature: PdfSignature } | null => {
  const start = file.length - trailerLength;
  if (start <= 0) return null;
  const text = new TextDecoder("latin1").decode(file.subarray(start));
  const [, keyId, publicKey, signature] = trailerPattern.exec(text) ?? [];
  if (keyId === undefined || publicKey === undefined || signature === undefined) return null;
  return { pdf: file.subarray(0, start), signature: { keyId, publicKey, signature } };
};

const trailerOf = ({ keyId, publicKey, signature }: PdfSignature): string =>
  `\n%lethe-signature-1 ${keyId} ${publicKey} ${signature}\n`;

// 16, 32 and 64 bytes have one length each.
const trailerPattern = /^\n%lethe-signature-1 ([0-9a-f]{32}) ([A-Za-z0-9+/]{43}=) ([A-Za-z0-9+/]{86}==)\n$/;
const trailerLength = trailerOf({
  keyId: "0".repeat(32),
  publicKey: "0".repeat(44),
  signature: "0".repeat(88),
}).length;

const encoder = new TextEncoder();

const joined = (first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> => {
  const whole = new Uint8Array(first.length + second.length);
  whole.set(first);
  whole.set(second, first.length);
  return whole;
};
