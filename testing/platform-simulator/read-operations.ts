import { z } from "zod";
import { writeExact } from "@/lib/json/write-exact";
import { memoryNotFound, type ErrorShape } from "./api-error";
import { compileCondition, refuseKeywords } from "./compile-condition";
import { compileFilter } from "./compile-filter";
import { dayText, parseInstant } from "./instants";
import { detailedMemory, foundMemory, historyEntry, listedMemory } from "./memory-shapes";
import { asAnswered } from "./odd-rows";
import { neighbours, pageOf, readPaging } from "./paging";
import type { Predicate } from "./predicate";
import type { Project } from "./project";
import { readBody, refuseTopLevelEntities, requireId } from "./read-body";
import type { RoutedRequest, StoredMemory } from "./types";

const readSchema = z.object({
  filters: z.unknown(),
  show_expired: z.boolean().default(false),
  /** Documented with Dream and missing in the API description: https://docs.mem0.ai/platform/features/dream */
  latest_only: z.boolean().default(false),
  include_merged: z.boolean().default(false),
  categories: z.array(z.string()).optional(),
  fields: z.array(z.string()).optional(),
});
const listSchema = readSchema.extend({
  start_date: z.iso.date().optional(),
  end_date: z.iso.date().optional(),
  keywords: z.string().optional(),
});
const searchSchema = readSchema.extend({
  query: z.string().min(1),
  top_k: z.int().min(1).max(1000).default(10),
  threshold: z.number().min(0).max(1).default(0.1),
  metadata: z.record(z.string(), z.unknown()).optional(),
});

/** `POST /v3/memories/`: https://docs.mem0.ai/api-reference/memory/get-memories */
export const listMemories = (project: Project, request: RoutedRequest): unknown => {
  refuseTopLevelEntities(request.body);
  const { memories, fields } = readList(project, request.body, "error");
  const paging = readPaging(request);
  const results = pageOf(project, memories, paging).map((memory) =>
    pick(asAnswered(project, memory, listedMemory(memory)), fields),
  );
  return { ...neighbours(request, memories.length, paging), results };
};

/** `POST /v2/memories/`, deprecated: one page as a bare list. */
export const listMemoriesV2 = (project: Project, request: RoutedRequest): unknown => {
  const { memories, fields } = readList(project, request.body, "message");
  return pageOf(project, memories, readPaging(request)).map((memory) => pick(listedMemory(memory), fields));
};

/** `POST /v3/memories/search/`. The score is the share of the query's words that are in the text. */
export const searchMemories = (project: Project, { body }: RoutedRequest): unknown => {
  refuseTopLevelEntities(body);
  const input = readBody(searchSchema, body);
  const predicates = [compileFilter(input.filters), ...narrowing(input)];
  if (input.metadata !== undefined) predicates.push(compileCondition("metadata", input.metadata));
  refuseKeywords(input.filters);
  const words = input.query.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const score = ({ text }: StoredMemory) => {
    const lower = text.toLowerCase();
    return words.filter((word) => lower.includes(word)).length / Math.max(1, words.length);
  };
  const results = matching(project, input, predicates)
    .map((memory) => ({ memory, score: score(memory) }))
    .filter((found) => found.score >= input.threshold)
    .sort((one, other) => other.score - one.score)
    .slice(0, input.top_k)
    .map(({ memory, score }) => pick(asAnswered(project, memory, foundMemory(memory, score)), input.fields));
  return { results };
};

/** `GET /v1/memories/{id}/`: expired, superseded and merged ones too. */
export const getMemory = (project: Project, { parts: [id = ""] }: RoutedRequest): unknown => {
  const memory = project.find(requireId(project, id));
  if (memory !== null) return asAnswered(project, memory, detailedMemory(project, memory));
  if (project.faults.now.absentMemory === "null") return null;
  throw memoryNotFound();
};

/** `GET /v1/memories/{id}/history/`, oldest first. What it answers after a delete is documented nowhere. */
export const listHistory = (project: Project, { parts: [id = ""] }: RoutedRequest): unknown => {
  const history = project.histories.get(requireId(project, id));
  const { historyAfterDelete } = project.faults.now;
  if (history !== undefined && (project.find(history.memory.id) !== null || historyAfterDelete === "kept")) {
    return history.rows.map((row) => historyEntry(history.memory, row));
  }
  if (historyAfterDelete === "not_found") throw memoryNotFound();
  return [];
};

const readList = (project: Project, body: unknown, shape: ErrorShape) => {
  const input = readBody(listSchema, body);
  const predicates = [compileFilter(input.filters, shape), ...narrowing(input)];
  const from = parseInstant(input.start_date ?? "");
  const to = parseInstant(input.end_date ?? "");
  if (from !== null) predicates.push(({ createdAt }) => createdAt >= from);
  if (to !== null) predicates.push(({ createdAt }) => createdAt < to + dayMicros); // The day itself too.
  const keywords = input.keywords?.toLowerCase();
  if (keywords !== undefined) predicates.push(({ text }) => text.toLowerCase().includes(keywords));
  const key = writeExact([dayText(project.now()), input]);
  const memories = project.matched(key, () => matching(project, input, predicates));
  return { memories, fields: input.fields };
};

const dayMicros = 86_400_000 * 1000;

const narrowing = ({ categories }: z.output<typeof readSchema>): Predicate[] =>
  categories === undefined ? [] : [compileCondition("categories", { in: categories })];

const matching = (
  project: Project,
  { show_expired, latest_only, include_merged }: z.output<typeof readSchema>,
  predicates: readonly Predicate[],
): StoredMemory[] => {
  const found: StoredMemory[] = [];
  const isExpired = project.expiry();
  for (const memory of project.readable()) {
    if (!show_expired && isExpired(memory)) continue;
    if (memory.isMerged && (latest_only || !include_merged)) continue;
    if (latest_only && project.isSuperseded(memory)) continue;
    if (predicates.every((holds) => holds(memory))) found.push(memory);
  }
  return found;
};

const pick = (answer: Record<string, unknown>, fields: readonly string[] | undefined): unknown =>
  fields === undefined
    ? answer
    : Object.fromEntries(Object.entries(answer).filter(([name]) => fields.includes(name)));
