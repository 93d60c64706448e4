/** Carries the summary beside a certificate's file, as a part of an address is written. */
export const summaryHeader = "x-lethe-certificate-summary";
