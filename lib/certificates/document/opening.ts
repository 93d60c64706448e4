import { shownInSentence, shownLine } from "../words/written";
import { verdictSentences } from "../words/verdict-sentences";
import type { Draft } from "./draft";
import type { Direction } from "./line-runs";
import { asArtifact, openElement, makeRoom, writeText } from "./paper";
import { black, body, bodyLabel, gray, smallGray, titleStyle, verdictStyle } from "./styles";
import { drawSection } from "./section";

/** What it is and what it claims, first and largest; then the request with its days, and whom it is about. */
export const drawOpening = (draft: Draft): void => {
  const { paper, facts, words } = draft;
  writeText(paper, words.title[facts.verdict], titleStyle, { element: openElement(paper, "H1") });
  paper.y += 8;
  drawVerdict(draft);
  paper.y += 8;
  writeText(
    paper,
    `${words.signature.certificate} ${facts.id} · ${words.signature.issued} ${issuedWords(draft)}`,
    smallGray,
  );
  writeText(paper, `${words.signature.asOf} ${words.signature.memory}`, smallGray);
  drawSection(draft, words.sections.request);
  for (const fact of requestFacts(draft)) drawFact(draft, fact);
};

const issuedWords = ({ facts, words, writer }: Draft): string =>
  words.signature.issuedAt(
    `${writer.instant(facts.issuedAt)} (${facts.request.timeZone})`,
    shownInSentence(facts.origin),
  );

/** All of its sentences in one size: what is left is never smaller than what is gone. */
const drawVerdict = ({ paper, facts, words }: Draft): void => {
  const start = paper.y;
  const indent = 12;
  writeText(paper, verdictSentences(facts, words).join(" "), verdictStyle, { x: paper.left + indent });
  asArtifact(paper, "Layout", () => {
    paper.pdf
      .rect(paper.left, start + 2, 3, Math.max(0, paper.y - start - 4))
      .fillColor(facts.verdict === "erased" ? black : gray)
      .fill();
  });
};

type Fact = { label: string; texts: { text: string; direction?: Direction; isNote?: boolean }[] };

const requestFacts = (draft: Draft): Fact[] => {
  const { facts, words, writer } = draft;
  const { request, about } = facts;
  const says = words.request;
  const found: (Fact | null)[] = [
    request.reference === null
      ? null
      : { label: says.reference, texts: [{ text: shownLine(request.reference), direction: "auto" }] },
    about.kind === "deletion"
      ? one(says.deletion, about.deletionId)
      : request.reference === null
        ? one(says.ticket, about.ticketId)
        : null,
    // Of a deletion alone it is not known that anybody asked for it.
    request.reference === null && request.receivedOn === null ? null : one(says.nature, says.erasure),
    request.law === null ? null : one(says.law, words.law[request.law]),
    request.receivedOn === null
      ? null
      : one(
          says.received,
          says.receivedOn(
            writer.day(request.receivedOn),
            request.receivedBy === null ? null : words.receivedBy[request.receivedBy],
          ),
        ),
    acknowledgement(draft),
    request.dueOn === null
      ? null
      : one(
          says.due,
          request.extendedOn === null
            ? writer.day(request.dueOn)
            : says.extended(writer.day(request.dueOn), writer.day(request.extendedOn)),
        ),
    request.erasedOn === null ? null : one(says.erasedOn, writer.day(request.erasedOn)),
    request.receivedOn === null
      ? null
      : one(
          says.answered,
          request.answeredOn === null
            ? says.notAnswered(request.days)
            : says.answeredOn(writer.day(request.answeredOn), request.days),
        ),
    request.denialGround === null
      ? null
      : one(says.denialGround, capitalised(words.denialGround[request.denialGround])),
    request.identity === null
      ? request.receivedOn === null
        ? null
        : one(says.identity, says.identityUnchecked)
      : one(
          says.identity,
          says.identityChecked(
            words.identityMethod[request.identity.method],
            writer.day(request.identity.checkedOn),
          ),
        ),
    subjectFact(draft),
  ];
  return found.filter((fact) => fact !== null);
};

const one = (label: string, text: string): Fact => ({ label, texts: [{ text }] });

const acknowledgement = ({ facts, words, writer }: Draft): Fact | null => {
  const { acknowledgedOn, acknowledgeDueOn } = facts.request;
  const due = acknowledgeDueOn === null ? null : writer.day(acknowledgeDueOn);
  if (acknowledgedOn !== null)
    return one(words.request.acknowledged, words.request.acknowledgedOn(writer.day(acknowledgedOn), due));
  return due === null ? null : one(words.request.acknowledged, words.request.notAcknowledged(due));
};

/** So many names have a line of their own, in their own direction; more stand one behind the other. */
const nameLineMax = 12;

const subjectFact = ({ facts, words }: Draft): Fact => {
  const { names, isErased } = facts.subject;
  const notes = [
    ...(isErased ? [words.request.subjectErased] : []),
    ...(names.length === 0 && !isErased ? [words.request.subjectUnnamed] : []),
    ...(names.length > 0 && facts.names === "references" ? [words.request.references] : []),
  ];
  return {
    label: words.request.subject,
    texts: [
      ...(names.length > nameLineMax
        ? [{ text: names.map(shownInSentence).join(", ") }]
        : names.map((name) => ({ text: shownLine(name), direction: "auto" as const }))),
      ...notes.map((text) => ({ text, isNote: names.length > 0 })),
    ],
  };
};

const labelShare = 0.24;

const drawFact = ({ paper }: Draft, { label, texts }: Fact): void => {
  makeRoom(paper, 26);
  const width = paper.width * labelShare;
  const [page, start] = [paper.pdf.page, paper.y];
  writeText(paper, label, bodyLabel, { width: width - 8 });
  const labelEnd = paper.y;
  paper.y = start;
  for (const { text, direction, isNote = false } of texts)
    writeText(paper, text, isNote ? smallGray : body, { x: paper.left + width, direction });
  if (paper.pdf.page === page) paper.y = Math.max(paper.y, labelEnd);
};

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
