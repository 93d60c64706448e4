import type { PersonMemoryFound, PersonPart } from "@/lib/stores/person";
import type { StoreId } from "@/lib/stores/store-ids";
import type { Sought } from "../find-input";
import { foundEntity, foundMemory, type TermPattern } from "../found";
import { alikeBounded, gapWords } from "../gap-words";
import type { PersonMessage } from "../types";

type Telling = {
  storeId: StoreId;
  name: string;
  sought: Sought;
  patterns: readonly TermPattern[];
  /** Memories of the store that were told already: one may be found in several ways. */
  told: Set<string>;
};

/** What a store found, as it is told. */
export function* messagesOf(part: PersonPart, telling: Telling): Generator<PersonMessage> {
  const { storeId, sought, name } = telling;
  switch (part.kind) {
    case "theirs":
    case "alike": {
      const group = part.kind === "theirs" ? "theirs" : "possibly_theirs";
      const entities = part.entities.map((entity) => foundEntity(storeId, entity, sought));
      if (entities.length > 0) yield { type: "entities", group, storeId, entities };
      if (part.kind === "alike" && !part.isComplete)
        yield { type: "not_searched", notSearched: alikeBounded({ storeId, name }) };
      return;
    }
    case "memories":
      yield* memoryMessages(part, telling);
      return;
    case "searched":
      for (const group of groupsOf[part.what]) yield { type: "searched", storeId, group };
      return;
    case "gap":
      yield { type: "not_searched", notSearched: gapWords({ storeId, name }, part) };
  }
}

const groupsOf = {
  theirs: ["theirs"],
  alike: ["possibly_theirs"],
  memories: ["about", "in_their_runs"],
} as const;

function* memoryMessages(
  { by, memories, isComplete }: Extract<PersonPart, { kind: "memories" }>,
  { storeId, patterns, told }: Telling,
): Generator<PersonMessage> {
  const untold = memories.filter(({ id }) => !told.has(id));
  untold.forEach(({ id }) => told.add(id));
  for (const group of ["in_their_runs", "about"] as const) {
    const found = untold
      .filter((memory) => isOfRun(memory) === (group === "in_their_runs"))
      .map((memory) => foundMemory(storeId, memory, by, patterns));
    // What was found and not told may belong to either, but for what was found by its run.
    const hasMore = !isComplete && (group === "in_their_runs" || by !== "run");
    if (found.length > 0 || hasMore)
      yield { type: "memories", group, storeId, memories: found, isComplete: !hasMore };
  }
}

/** Without a user, of an agent or in a run: what was said to the person, or about them. */
const isOfRun = ({ userId, agentId, runId }: PersonMemoryFound): boolean =>
  userId === null && (agentId !== null || runId !== null);
