import type { CertificateLanguage } from "@/lib/certificates/types";

/** The languages of certificates, each as its speakers call it. */
export const languageOptions: readonly { value: CertificateLanguage; label: string }[] = [
  { value: "en", label: "English" },
  { value: "de", label: "Deutsch" },
  { value: "fr", label: "Français" },
  { value: "es", label: "Español" },
  { value: "it", label: "Italiano" },
  { value: "pt", label: "Português" },
];
