import type { CertificateErasure, CertificateFacts } from "../types";
import { shownInSentence, shownLine } from "../words/written";
import type { Draft } from "./draft";
import { writeText } from "./paper";
import { drawSection } from "./section";
import { body, idGray, numberStyle, smallBold, smallGray } from "./styles";
import { drawTable, type Cell } from "./table";

/** What was erased, where it was looked for afterwards, and what nothing is claimed about. */
export const drawFindings = async (draft: Draft): Promise<void> => {
  if (draft.facts.erasures.length > 0) await drawErasures(draft);
  await drawPlaces(draft);
  await drawNotCovered(draft);
};

const drawErasures = async (draft: Draft): Promise<void> => {
  const { paper, facts, words, writer } = draft;
  drawSection(draft, words.sections.scope);
  const { scope } = words;
  const number = (count: number): Cell => [{ text: writer.number(count), style: numberStyle }];
  await drawTable(
    paper,
    [
      { title: `${scope.store} · ${scope.ended}`, share: 21 },
      { title: scope.selection, share: 42 },
      { title: scope.asked, share: 10, align: "right" },
      { title: scope.erased, share: 10, align: "right" },
      { title: scope.absent, share: 9, align: "right" },
      { title: scope.notErased, share: 9, align: "right" },
    ],
    facts.erasures.map((erasure) => [
      storeAt(erasure.store, writer.instant(erasure.finishedAt)),
      [
        { text: selectionWords(draft, erasure) },
        { text: erasureNotes(draft, erasure).join(" · "), style: smallGray },
        { text: scope.deletion(erasure.deletionId), style: idGray },
      ],
      erasure.requestedCount === null ? [{ text: "–" }] : number(erasure.requestedCount),
      number(erasure.erasedCount),
      number(erasure.absentCount),
      number(erasure.failedCount + erasure.leftCount),
    ]),
  );
};

/** Which store, and below it when: a row has two lines anyway. */
const storeAt = ({ name }: CertificateErasure["store"], at: string | null): Cell => [
  { text: shownLine(name), direction: "auto" },
  ...(at === null ? [] : [{ text: at, style: smallGray }]),
];

const selectionWords = ({ words }: Draft, { selection }: CertificateErasure): string => {
  const { scope } = words;
  switch (selection.kind) {
    case "everything":
      return scope.everything;
    case "listed":
      return scope.listed(selection.count);
    case "filter":
      return scope.filter(shownInSentence(selection.words));
    case "entities":
      return scope.entities(
        selection.entities.map(({ kind, value }) => scope.entity[kind](shownInSentence(value))).join(", "),
        selection.listedCount,
      );
  }
};

const erasureNotes = ({ facts, words, writer }: Draft, erasure: CertificateErasure): string[] => {
  const { scope } = words;
  const { status } = erasure;
  const counted = (count: number, text: (count: number) => string) => (count === 0 ? [] : [text(count)]);
  return [
    ...(status === "failed" || status === "cancelled" ? [scope.status[status]] : []),
    ...(erasure.values === "references" && facts.names === "plain" ? [scope.valuesErased] : []),
    ...counted(erasure.excludedCount, scope.excluded),
    ...(erasure.keepsImmutable && erasure.keptImmutableCount === 0 ? [scope.keepsImmutable] : []),
    ...counted(erasure.keptImmutableCount, scope.keptImmutable),
    ...counted(erasure.failedCount, (count) => scope.failed(count, erasure.unknownCount)),
    ...counted(erasure.leftCount, scope.left),
    ...counted(erasure.joinedCount, scope.joined),
    ...counted(erasure.storedSinceCount, scope.storedSince),
    scope.cutoff(writer.instant(erasure.cutoffAt)),
  ];
};

const drawPlaces = async (draft: Draft): Promise<void> => {
  const { paper, facts, words, writer } = draft;
  const { places } = words;
  drawSection(draft, words.sections.places);
  if (facts.places.length === 0) {
    writeText(paper, places.none, body);
    return;
  }
  const number = (count: number | null): Cell => [
    { text: count === null ? "–" : writer.number(count), style: numberStyle },
  ];
  await drawTable(
    paper,
    [
      { title: `${places.store} · ${places.time}`, share: 21 },
      { title: places.place, share: 16 },
      { title: places.method, share: 27 },
      { title: places.lookedFor, share: 10, align: "right" },
      { title: places.found, share: 11, align: "right" },
      { title: places.outcome, share: 16 },
    ],
    facts.places.map((place) => [
      storeAt(place.store, place.at === null ? null : writer.instant(place.at)),
      [{ text: words.place[place.place] }],
      [
        { text: words.method[place.method] },
        ...(place.coverage === "sample" && place.method !== "words_of_a_sample"
          ? [{ text: places.sample, style: smallGray }]
          : []),
        ...(place.removedCount === null || place.removedCount === 0
          ? []
          : [{ text: places.removed(place.removedCount), style: smallGray }]),
      ],
      number(place.lookedForCount),
      number(place.foundCount),
      [{ text: words.outcome[place.outcome], style: smallBold }],
    ]),
  );
  paper.y += 4;
  writeText(paper, places.note(facts.request.timeZone), smallGray);
};

const drawNotCovered = async (draft: Draft): Promise<void> => {
  const { paper, facts, words } = draft;
  drawSection(draft, words.sections.notCovered, 96);
  if (facts.clean !== null) {
    const { at, hasStatistics, hasLog } = facts.clean;
    writeText(paper, words.notCovered.cleaned(draft.writer.instant(at), hasStatistics, hasLog), body);
    paper.y += 2;
  }
  if (facts.notCovered.length === 0) {
    writeText(paper, words.notCovered.none, body);
    return;
  }
  writeText(paper, words.notCovered.intro, body);
  paper.y += 2;
  await drawTable(
    paper,
    [
      { title: words.notCovered.what, share: 41 },
      { title: words.notCovered.remedy, share: 59 },
    ],
    byRemedy(facts.notCovered).map(({ whats, remedy, stores }) => [
      [
        ...whats.map((what) => ({ text: words.uncovered[what] })),
        ...(stores.length === 0 ? [] : [{ text: stores.map(shownInSentence).join(", "), style: smallGray }]),
      ],
      [{ text: words.remedy[remedy] }],
    ]),
  );
};

type Uncovered = CertificateFacts["notCovered"][number];

/** What is done about in the same way, in the same stores, stands together. */
const byRemedy = (all: readonly Uncovered[]) => {
  const rows = new Map<string, Pick<Uncovered, "remedy" | "stores"> & { whats: Uncovered["what"][] }>();
  for (const { what, remedy, stores } of all) {
    const key = JSON.stringify([remedy, stores]);
    const row = rows.get(key) ?? { whats: [], remedy, stores };
    row.whats.push(what);
    rows.set(key, row);
  }
  return [...rows.values()];
};
