import { dayIn } from "@/lib/tickets/clocks";
import { placeOutcomes } from "../facts-schema";
import type { CertificateFacts } from "../types";
import type { CertificateWords } from "./certificate-words";
import { certificateWords } from "./words-of";
import { verdictSentences } from "./verdict-sentences";
import { shownInSentence, writerFor, type Writer } from "./written";

/**
 * A certificate in six lines of plain text in its language, for the ticket in the helpdesk: what, the verdict, what was checked,
 * what is not covered, the request with its days, and how to verify it. Names nobody.
 */
export const summaryText = (facts: CertificateFacts): string => {
  const { about, request } = facts;
  const words = certificateWords[facts.language];
  const { summary } = words;
  const writer = writerFor(words, request.timeZone);
  const what = request.reference ?? (about.kind === "deletion" ? about.deletionId : about.ticketId);
  return [
    summary.title(words.title[facts.verdict], shownInSentence(what)),
    verdictSentences(facts, words).join(" "),
    placesLine(facts, words),
    notCoveredLine(facts, words),
    requestLine(facts, words, writer),
    summary.certificate(
      facts.id,
      writer.day(dayIn(request.timeZone, new Date(facts.issuedAt))),
      shownInSentence(facts.origin),
    ),
  ].join("\n");
};

const placesLine = ({ places }: CertificateFacts, { summary }: CertificateWords): string => {
  const countOf = (outcome: (typeof placeOutcomes)[number]) =>
    places.filter((place) => place.outcome === outcome).length;
  if (places.length === 0) return summary.noPlaces;
  const rest = placeOutcomes.flatMap((outcome) => {
    const count = countOf(outcome);
    return outcome === "verified_absent" || count === 0 ? [] : [summary.place[outcome](count)];
  });
  return summary.places(countOf("verified_absent"), places.length, rest);
};

const notCoveredLine = ({ notCovered }: CertificateFacts, words: CertificateWords): string => {
  const places = [...new Set(notCovered.map(({ what }) => words.uncovered[what]))];
  return places.length === 0 ? words.summary.nothingUncovered : words.summary.notCovered(places);
};

const requestLine = (
  { request, issuedAt, erasures }: CertificateFacts,
  { summary }: CertificateWords,
  { day }: Writer,
): string => {
  const { law, receivedOn, dueOn, answeredOn, days } = request;
  if (receivedOn === null) {
    const requestedAt = erasures[0]?.requestedAt ?? issuedAt;
    return summary.request([summary.noTicket(day(dayIn(request.timeZone, new Date(requestedAt))))]);
  }
  return summary.request([
    ...(law === null ? [] : [summary.law[law]]),
    summary.received(day(receivedOn)),
    ...(dueOn === null ? [] : [summary.due(day(dueOn))]),
    answeredOn === null ? summary.notAnswered : summary.answered(day(answeredOn), days),
  ]);
};
