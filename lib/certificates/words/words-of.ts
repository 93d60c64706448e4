import type { CertificateLanguage } from "../types";
import type { CertificateWords } from "./certificate-words";
import { de } from "./de";
import { en } from "./en";
import { es } from "./es";
import { fr } from "./fr";
import { it } from "./it";
import { pt } from "./pt";

/** The words of a certificate, by its language. */
export const certificateWords: Record<CertificateLanguage, CertificateWords> = { en, de, fr, es, it, pt };
