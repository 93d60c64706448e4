import { metadataWords } from "@/lib/memories/metadata-words";
import type { PersonEntityFound, PersonMemoriesBy, PersonMemoryFound } from "@/lib/stores/person";
import type { StoreId } from "@/lib/stores/store-ids";
import { clipText } from "@/lib/text/clip-text";
import { nameMarks, namePattern, type Mark } from "@/lib/text/name-form";
import { likenessOf } from "./alike";
import { clipAround } from "./clip-around";
import type { Sought } from "./find-input";
import type { FoundEntity, FoundMemory } from "./types";

const memoryLengthMax = 160;

/** An entity as it is shown, with what speaks for it: the term that needs the fewest reasons. */
export const foundEntity = (
  storeId: StoreId,
  { carries, ...entity }: PersonEntityFound,
  { terms, ids }: Pick<Sought, "terms" | "ids">,
): FoundEntity => {
  const called = ids.find((id) => id === entity.value);
  const reasons = terms
    .map((term) => ({ term, likeness: likenessOf(term, entity.value) }))
    .flatMap(({ term, likeness }) => (likeness === null ? [] : [{ term, likeness }]))
    .sort((a, b) => a.likeness.length - b.likeness.length);
  const carried: typeof reasons = carries === undefined ? [] : [{ term: carries, likeness: ["carried"] }];
  const best = called === undefined ? (reasons[0] ?? carried[0]) : { term: called, likeness: [] };
  return { storeId, ...entity, likeness: best?.likeness ?? [], term: best?.term ?? "" };
};

/** Marks the names in a memory. `patterns`: of each term, what it is found by. */
export const foundMemory = (
  storeId: StoreId,
  found: PersonMemoryFound,
  by: PersonMemoriesBy,
  patterns: readonly TermPattern[],
): FoundMemory => {
  const { memory, metadata, earlier, ...ids } = found;
  const shown = (
    matchedIn: FoundMemory["matchedIn"],
    text: string,
    { term, marks }: TermMarks = marksOf(text, patterns) ?? noMarks,
  ): FoundMemory => ({
    ...{ storeId, ...ids, ...clipAround(text, marks), matchedIn, term },
    memory: text === memory ? null : clipText(memory, memoryLengthMax),
  });
  if (earlier !== undefined) return shown(by === "feedback" ? "feedback" : "version", earlier);
  if (by === "metadata") return shown("metadata", metadataWords(metadata));
  const inText = marksOf(memory, patterns);
  if (inText !== null || by !== "run") return shown("text", memory, inText ?? noMarks);
  const inMetadata = marksOf(metadataWords(metadata), patterns);
  return inMetadata === null
    ? shown("run", memory, noMarks)
    : shown("metadata", metadataWords(metadata), inMetadata);
};

type TermMarks = { term: string; marks: Mark[] };
const noMarks: TermMarks = { term: "", marks: [] };

export type TermPattern = { term: string; pattern: RegExp };

/** As they were typed first, then what people are called by, then with slips. */
export const termPatterns = ({ forms }: Sought): TermPattern[] =>
  (["names", "given", "near"] as const).flatMap((list) =>
    forms.flatMap((each) => {
      const pattern = namePattern(each[list]);
      return pattern === null ? [] : [{ term: each.term, pattern }];
    }),
  );

/** Every place of the first term that is there; null for none. */
const marksOf = (text: string, patterns: readonly TermPattern[]): TermMarks | null => {
  for (const { term, pattern } of patterns) {
    const marks = nameMarks(text, pattern);
    if (marks.length > 0) return { term, marks };
  }
  return null;
};
