import { createHash } from "node:crypto";
import type { CertificateFacts } from "../types";
import { shownInSentence, shownLine } from "../words/written";
import type { Draft } from "./draft";
import { linesOf, type Style } from "./line-runs";
import { asContent, heightOf, lineHeight, openElement, writeText } from "./paper";
import { qrSize, drawQrCode } from "./qr-code";
import { drawSection } from "./section";
import { body, bodyLabel, idStyle, numberStyle, sectionStyle, small, smallBold, smallGray } from "./styles";
import { drawTable } from "./table";

/** Who acted, the fields of standards, where it stands in the ledger, and the signature. */
export const drawRecord = async (draft: Draft): Promise<void> => {
  await drawPeople(draft);
  await drawLedger(draft);
  drawStandards(draft);
  drawSignature(draft);
};

const drawPeople = async (draft: Draft): Promise<void> => {
  const { paper, facts, words, writer } = draft;
  drawSection(draft, words.sections.people);
  await drawTable(
    paper,
    [
      { title: words.people.did, share: 32 },
      { title: words.people.name, share: 25 },
      { title: words.people.role, share: 22 },
      { title: words.people.time, share: 21 },
    ],
    facts.people.map(({ did, name, kind, role, at }) => [
      [{ text: words.did[did] }],
      [{ text: shownLine(name), direction: "auto" }],
      [{ text: [words.personKind[kind], ...(role === null ? [] : [words.role[role]])].join(", ") }],
      [{ text: writer.instant(at), style: numberStyle }],
    ]),
  );
};

/** So many events are shown one by one; of more, their numbers. */
const eventCountMax = 6;

const drawLedger = async (draft: Draft): Promise<void> => {
  const { paper, facts, words } = draft;
  const { events, head, checkpoint } = facts.ledger;
  drawSection(draft, words.sections.ledger);
  const isListed = events.length > 0 && events.length <= eventCountMax;
  const which = events.length === 0 ? words.ledger.none : words.ledger.events(rangesOf(events));
  writeText(paper, isListed ? words.ledger.note : `${words.ledger.note} ${which}`, body);
  if (isListed) {
    paper.y += 2;
    await drawTable(
      paper,
      [
        { title: words.ledger.number, share: 8 },
        { title: words.ledger.event, share: 24 },
        { title: words.ledger.hash, share: 68 },
      ],
      events.map(({ seq, kind, hash }) => [
        [{ text: String(seq) }],
        [{ text: shownLine(kind), style: idStyle }],
        [{ text: hash, style: idStyle }],
      ]),
    );
  }
  paper.y += 4;
  if (head !== null) writeText(paper, words.ledger.head(String(head.seq), head.hash), idStyle);
  if (checkpoint === null) return;
  const { size, origin, root } = checkpoint;
  writeText(paper, words.ledger.checkpoint(String(size), shownInSentence(origin), shownLine(root)), idStyle);
};

/** "12, 14–19" */
const rangesOf = (events: CertificateFacts["ledger"]["events"]): string => {
  const ranges: [number, number][] = [];
  for (const { seq } of events) {
    const last = ranges.at(-1);
    if (last !== undefined && seq === last[1] + 1) last[1] = seq;
    else ranges.push([seq, seq]);
  }
  return ranges.map(([first, last]) => (first === last ? `${first}` : `${first}–${last}`)).join(", ");
};

const drawStandards = (draft: Draft): void => {
  const { paper, facts, words, writer } = draft;
  const { nist80088r2: nist, ccpa7101: ccpa } = facts.standards;
  drawSection(draft, words.sections.standards);
  const line = (title: string, parts: [string, string][], rest = "") => {
    const facts = parts.map(([label, text]) => `${label}: ${text}.`);
    writeText(paper, [`${title}.`, ...facts, rest].join(" ").trim(), small);
    paper.y += 3;
  };
  line(
    words.nist.title,
    [
      [words.nist.media, words.nist.mediaWords[nist.media]],
      [words.nist.technique, words.nist.techniqueWords[nist.technique]],
      [words.nist.tool, shownInSentence(nist.tool)],
      [words.nist.check, words.nist.checkWords[nist.check]],
    ],
    words.nist.claim[nist.claim],
  );
  if (ccpa === null) return;
  line(words.ccpa.title, [
    [words.ccpa.requestOn, writer.day(ccpa.requestOn)],
    [words.ccpa.nature, words.ccpa.natureWords[ccpa.nature]],
    [words.ccpa.manner, wordFor(words.receivedBy, ccpa.manner)],
    [words.ccpa.responseOn, ccpa.responseOn === null ? "–" : writer.day(ccpa.responseOn)],
    [words.ccpa.response, words.ccpa.responseWords[ccpa.response]],
    [
      words.ccpa.denialGround,
      ccpa.denialGround === null ? words.ccpa.none : wordFor(words.denialGround, ccpa.denialGround),
    ],
  ]);
};

/** The word of a code, and what is none as it stands. */
const wordFor = (words: Record<string, string>, code: string): string =>
  Object.entries(words).find(([known]) => known === code)?.[1] ?? shownInSentence(code);

const drawSignature = (draft: Draft): void => {
  const { paper, signed, words, verifyUrl } = draft;
  const { signature: says } = words;
  const digest = createHash("sha256").update(signed.facts, "utf8").digest("hex");
  const width = paper.width - qrSize - 18;
  const label = { ...bodyLabel, size: 7.5 };
  const texts: [text: string, style: Style, gap: number][] = [
    [`${says.intro} ${says.notQualified}`, small, 3],
    [`${says.key} ${signed.keyId}`, idStyle, 1],
    [says.fingerprint, label, 0],
    [spaced(fingerprintOf(signed.publicKey)), idStyle, 1],
    [says.digest, label, 0],
    [spaced(digest), idStyle, 1],
    [says.signature, label, 0],
    [signed.signature, idStyle, 3],
    [says.verifyTitle, smallBold, 0],
    [`${says.verifyAt(shownInSentence(verifyUrl))} ${says.verifyCommand}`, small, 0],
    ["npm run ledger -- certificate certificate.pdf", idStyle, 0],
  ];
  const height = texts.reduce(
    (sum, [text, style, gap]) =>
      sum + gap + heightOf(linesOf(paper.fonts, text, style, { width, direction: "ltr" })),
    0,
  );
  // It stands on one page, with its heading.
  drawSection(draft, words.sections.signature, Math.max(height, qrSize) + lineHeight(sectionStyle) + 2);
  const start = paper.y;
  const qr = openElement(paper, "Figure", { alt: says.qr });
  asContent(paper, qr, () =>
    drawQrCode(paper, `${verifyUrl}#sha256=${digest}&key=${signed.keyId}`, {
      x: paper.left + paper.width - qrSize,
      y: start,
    }),
  );
  for (const [text, style, gap] of texts) {
    writeText(paper, text, style, { width });
    paper.y += gap;
  }
  paper.y = Math.max(paper.y, start + qrSize);
  if (paper.hasCodePoints) writeText(paper, says.codePoints, smallGray);
};

const fingerprintOf = (publicKey: string): string =>
  createHash("sha256").update(Buffer.from(publicKey, "base64")).digest("hex");

/** In groups, to be compared by eye. */
const spaced = (hex: string): string => hex.match(/.{1,8}/g)?.join(" ") ?? hex;
