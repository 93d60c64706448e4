import type { CertificateFacts } from "../types";
import { pluralOf, type CertificateWords } from "./certificate-words";

type Judged = Pick<CertificateFacts, "verdict" | "partialReasons" | "erasures" | "request" | "found">;

/** What a certificate claims, in sentences: the first one says whether everything is gone. */
export const verdictSentences = (facts: Judged, words: CertificateWords): string[] => [
  ...judgedSentences(facts, words),
  ...foundSentences(facts, words),
];

/** What was found and not chosen is told beside what was erased: the whole is not the part. */
const foundSentences = ({ found }: Judged, { verdict: says }: CertificateWords): string[] =>
  found === null
    ? []
    : [
        says.found(
          Math.max(found.theirsCount + found.aboutCount + found.inTheirRunsCount, found.keptCount),
          found.keptCount,
        ),
      ];

const judgedSentences = (facts: Judged, words: CertificateWords): string[] => {
  const { verdict: says } = words;
  const sum = (count: (erasure: Judged["erasures"][number]) => number) =>
    facts.erasures.reduce((total, erasure) => total + count(erasure), 0);
  const erasedCount = sum((erasure) => erasure.erasedCount);
  const absentCount = sum((erasure) => erasure.absentCount);
  const storeCount = new Set(facts.erasures.map(({ store }) => store.id)).size;
  const absent = absentCount === 0 ? [] : [says.absentBefore(absentCount)];
  switch (facts.verdict) {
    case "erased":
      return erasedCount === 0 && absentCount > 0
        ? [says.erasedBefore(absentCount, storeCount)]
        : [says.erased(erasedCount, storeCount), ...absent];
    case "partial": {
      const totalCount = sum(({ requestedCount }) => requestedCount ?? 0);
      return [
        erasedCount + absentCount === 0
          ? says.partialNothing
          : says.partial(erasedCount, totalCount, storeCount),
        ...absent,
        ...reasonSentences(facts, words),
      ];
    }
    case "denied": {
      const { denialGround } = facts.request;
      return [
        says.denied(denialGround === null ? null : words.denialGround[denialGround]),
        ...(erasedCount === 0 ? [says.deniedNothing] : []),
      ];
    }
    case "not_checked":
      return erasedCount + absentCount === 0
        ? [says.notCheckedNothing, ...reasonSentences(facts, words)]
        : [says.notChecked(erasedCount + absentCount, storeCount), ...reasonSentences(facts, words)];
  }
};

const reasonSentences = ({ partialReasons }: Judged, words: CertificateWords): string[] => {
  const plural = pluralOf(words.locale);
  const reasons = partialReasons.map(({ reason, count }) => {
    const { some, one, other } = words.reason[reason];
    return count === null ? some : plural(count, one, other);
  });
  return reasons.length === 0 ? [] : [words.verdict.reasons(reasons)];
};
