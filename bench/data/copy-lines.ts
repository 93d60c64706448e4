import { generateMemory, type GeneratedMemory } from "./generated-memory";

/** The columns that `copyLineOf` writes, in its order. The rest has defaults. */
export const memoryCopyColumns =
  "id, memory, user_id, agent_id, app_id, run_id, metadata, categories, immutable, expiration_date, " +
  "superseded_by, created_at, updated_at";
export const versionCopyColumns = "memory_id, old_memory, new_memory, changed_at";

const linesPerPiece = 500;

/**
 * Memories `from` to `to` - 1 as COPY's text format, a few hundred lines at a time. The lines of their earlier versions
 * are added to `versions` on the way, as generating a million memories twice would take longer than storing them.
 */
export function* memoryCopyLines(from: number, to: number, versions: string[] = []): Generator<string> {
  yield* inPieces(from, to, (memory) => {
    if (memory.earlierText !== null) versions.push(versionLineOf(memory, memory.earlierText));
    return copyLineOf(memory);
  });
}

/** The same memories as lines of JSON, in the shape of Mem0's list answer. */
export function* memoryJsonLines(from: number, to: number): Generator<string> {
  yield* inPieces(from, to, (memory) => `${JSON.stringify(mem0From(memory))}\n`);
}

function* inPieces(from: number, to: number, lineOf: (memory: GeneratedMemory) => string): Generator<string> {
  for (let start = from; start < to; start += linesPerPiece) {
    let piece = "";
    for (let index = start; index < Math.min(to, start + linesPerPiece); index++) {
      piece += lineOf(generateMemory(index));
    }
    yield piece;
  }
}

/** Nothing in a generated memory needs escaping: there is no backslash, tab or newline in it. */
function copyLineOf(memory: GeneratedMemory): string {
  const { id, metadata, categories, immutable, createdAt, updatedAt } = memory;
  const { userId, agentId, appId, runId, expirationDate, supersededBy } = memory;
  const orNull = (value: string | null) => value ?? "\\N";
  const list = `{${categories.map((category) => `"${category}"`).join(",")}}`;
  return `${[
    id,
    memory.memory,
    ...[userId, agentId, appId, runId].map(orNull),
    JSON.stringify(metadata),
    list,
    immutable ? "t" : "f",
    ...[expirationDate, supersededBy].map(orNull),
    createdAt,
    updatedAt,
  ].join("\t")}\n`;
}

const versionLineOf = ({ id, memory, updatedAt }: GeneratedMemory, earlierText: string): string =>
  `${[id, earlierText, memory, updatedAt].join("\t")}\n`;

const mem0From = (memory: GeneratedMemory) => ({
  id: memory.id,
  memory: memory.memory,
  user_id: memory.userId,
  agent_id: memory.agentId,
  app_id: memory.appId,
  run_id: memory.runId,
  metadata: memory.metadata,
  categories: memory.categories,
  immutable: memory.immutable,
  expiration_date: memory.expirationDate,
  replaced_by: memory.supersededBy,
  created_at: memory.createdAt,
  updated_at: memory.updatedAt,
});
