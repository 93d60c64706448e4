import { PDFDocument } from "@cantoo/pdf-lib";

/** A file that is embedded in a PDF, by its name; null when there is none, or the PDF cannot be read. Large: import it when needed. */
export const readAttachment = async (pdf: Uint8Array, name: string): Promise<Uint8Array | null> => {
  try {
    const document = await PDFDocument.load(pdf, { updateMetadata: false });
    return document.getAttachments().find((attachment) => attachment.name === name)?.data ?? null;
  } catch {
    return null;
  }
};
