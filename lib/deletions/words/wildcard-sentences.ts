import { describeFilter } from "@/lib/filters/describe-filter";
import { memoryCountWords } from "@/lib/memories/count-words";
import { entityFields, type EntityField } from "@/lib/memories/types";
import { listed } from "@/lib/text/listed";
import { entityNouns, namedEntity } from "./describe-scope";
import { emptyScope, isWipe, scopeReach, wildcard, wildcardsOf, type Scope } from "../scope/scope";

/** What is known of a scope's numbers. `rest` null: only how many match. */
export type WildcardCounts =
  | "counting"
  | "unknown"
  | {
      matchingCount: number;
      rest: {
        /** Of the whole store, those that do not match. */
        stayingCount: number;
        /** Of those that match. */
        immutableCount: number;
        /** Of the whole store, those without any value where the scope has a wildcard. */
        withoutByWildcard: readonly { field: EntityField; count: number }[];
      } | null;
    };

/**
 * What a scope with wildcards deletes and what it leaves, in plain sentences; none for a scope without wildcards. Several
 * filters narrow, wildcards among them, and only all four wildcards alone are a wipe
 * (https://docs.mem0.ai/platform/features/delete-memories).
 */
export const wildcardSentences = (scope: Scope, counts: WildcardCounts, storeName: string): string[] => {
  if (isWipe(scope)) return wipeSentences(counts, storeName);
  const wildcards = wildcardsOf(scope);
  if (wildcards.length === 0) return [];
  return [
    deletesSentence(scope, wildcards, counts),
    staysSentence(wildcards, counts, isNarrowed(scope)),
    immutableSentence(counts),
    wildcards.length === entityFields.length
      ? "This is not a project wipe, because the metadata narrows it."
      : "This is not a project wipe.",
  ].filter((sentence) => sentence !== null);
};

const wipeSentences = (counts: WildcardCounts, storeName: string): string[] => [
  `This is a project wipe. It deletes every memory in ${storeName}, including those without any user, agent, app or run, and immutable ones.`,
  counts === "counting"
    ? "Counting them…"
    : counts === "unknown"
      ? "They could not be counted."
      : `That is ${memoryCountWords(counts.matchingCount)}. Only memories stored after this count stay.`,
];

/** "Deletes 12,345 memories of agent bot that have any user, where metadata tier is gold." */
const deletesSentence = (scope: Scope, wildcards: EntityField[], counts: WildcardCounts): string => {
  const isOne = typeof counts === "string" || counts.matchingCount === 1;
  const all = typeof counts === "string" ? "every memory" : memoryCountWords(counts.matchingCount);
  const entities = entityFields.flatMap((field) => {
    const value = scope[field];
    return value === null || value === wildcard ? [] : [namedEntity(field, value)];
  });
  const metadata = scopeReach({ ...emptyScope, metadata: scope.metadata });
  const parts = [
    `Deletes ${all}`,
    entities.length > 0 ? ` of ${listed(entities)}` : "",
    ` that ${isOne ? "has" : "have"} ${anyWords(wildcards)}`,
    metadata.kind === "matching" ? `, where ${describeFilter(metadata.filter)}` : "",
  ];
  const end =
    counts === "counting" ? ": counting…" : counts === "unknown" ? ". How many could not be counted." : ".";
  return parts.join("") + end;
};

/** "any user", "both a user and an agent", "a user, an agent and a run". */
const anyWords = (wildcards: EntityField[]): string => {
  const [first] = wildcards;
  if (first !== undefined && wildcards.length === 1) return `any ${entityNouns[first]}`;
  return `${wildcards.length === 2 ? "both " : ""}${listed(wildcards.map(nounWithArticle))}`;
};

const staysSentence = (wildcards: EntityField[], counts: WildcardCounts, isNarrowed: boolean): string => {
  const rest = typeof counts === "string" ? null : counts.rest;
  const countOf = (field: EntityField) => rest?.withoutByWildcard.find((each) => each.field === field)?.count;
  const without = (field: EntityField) => `without ${nounWithArticle(field)}`;
  const [first] = wildcards;
  if (first !== undefined && wildcards.length === 1 && !isNarrowed) {
    const count = countOf(first);
    if (count === undefined) return `Memories ${without(first)} stay.`;
    if (count === 0) return `Every memory has ${nounWithArticle(first)}, so this deletes all of them.`;
    return `${memoryCountWords(count)} ${without(first)} ${count === 1 ? "stays" : "stay"}.`;
  }
  const lacking = wildcards.map((field) => {
    const count = countOf(field);
    return without(field) + (count === undefined ? "" : ` (${count.toLocaleString("en")})`);
  });
  const all =
    rest === null
      ? "All other memories stay"
      : rest.stayingCount === 0
        ? "There are no other memories"
        : rest.stayingCount === 1
          ? "The 1 other memory stays"
          : `The other ${memoryCountWords(rest.stayingCount)} stay`;
  if (rest?.stayingCount === 0) return `${all}, so this deletes every memory.`;
  if (wildcards.length === 1) return `${all}, including all ${lacking.join("")}.`;
  return `${all}, including all ${listed(lacking, "or")}, even if they have the ${wildcards.length === 2 ? "other" : "others"}.`;
};

const immutableSentence = (counts: WildcardCounts): string | null => {
  const count = typeof counts === "string" ? 0 : (counts.rest?.immutableCount ?? 0);
  if (count === 0) return null;
  return count === 1
    ? "One of the memories it deletes is immutable, and is deleted too unless you keep it in the preview."
    : `${count.toLocaleString("en")} of the memories it deletes are immutable, and are deleted too unless you keep them in the preview.`;
};

const isNarrowed = (scope: Scope): boolean =>
  scope.metadata !== null || entityFields.some((field) => scope[field] !== null && scope[field] !== wildcard);

const nounWithArticle = (field: EntityField): string =>
  `${field === "agent_id" || field === "app_id" ? "an" : "a"} ${entityNouns[field]}`;
