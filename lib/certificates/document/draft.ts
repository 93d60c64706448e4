import type { CertificateFacts, SignedCertificate } from "../types";
import type { CertificateWords } from "../words/certificate-words";
import type { Writer } from "../words/written";
import type { Paper } from "./paper";

/** What the parts of the document are written from. */
export type Draft = {
  paper: Paper;
  facts: CertificateFacts;
  signed: SignedCertificate;
  words: CertificateWords;
  writer: Writer;
  /** The page that checks it: "https://lethe.example.com/verify". */
  verifyUrl: string;
};
