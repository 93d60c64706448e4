import type { Context } from "@/lib/access/context";
import type { MemoryId } from "@/lib/memories/types";
import { findPerson } from "@/lib/people/server/find-person";
import type { FoundEntity, PersonEntity, PersonMessage } from "@/lib/people/types";
import type { StoreId } from "@/lib/stores/store-ids";
import type { PersonMemory, Planted } from "./plants";

/** Shares between 0 and 1. `ofOthers`: memories of others that are ticked before anybody did anything. */
export type Recall = { theirs: number; mentions: number; byAgents: number; ofOthers: number };

const roundsMax = 4;

/** Everything that a search says. */
export const searchFor = async (
  ctx: Context,
  input: { text: string; confirmed: PersonEntity[] },
): Promise<PersonMessage[]> => {
  const messages: PersonMessage[] = [];
  for await (const message of findPerson(ctx, input, new AbortController().signal)) messages.push(message);
  return messages;
};

export const entitiesIn = (
  messages: readonly PersonMessage[],
  group: "theirs" | "possibly_theirs",
): FoundEntity[] =>
  messages.flatMap((message) =>
    message.type === "entities" && message.group === group ? message.entities : [],
  );

export const memoryIdsIn = (
  messages: readonly PersonMessage[],
  group: "about" | "in_their_runs",
): ReadonlySet<MemoryId> =>
  new Set(
    messages.flatMap((message) =>
      message.type === "memories" && message.group === group ? message.memories.map(({ id }) => id) : [],
    ),
  );

/** Searches, confirms what is truly the person's, and searches again until nothing more comes up. */
export const measureRecall = async (
  ctx: Context,
  storeId: StoreId,
  planted: Planted,
  idOf: (memory: PersonMemory) => MemoryId,
): Promise<Recall> => {
  const users = new Set([...planted.theirs].map(({ userId }) => userId));
  let confirmed: PersonEntity[] = [];
  let messages = await searchFor(ctx, { text: planted.typed, confirmed });
  const ticked = planted.memories.filter((memory) => isOf(memory, entitiesIn(messages, "theirs")));
  for (let round = 0; round < roundsMax; round++) {
    const further = entitiesIn(messages, "possibly_theirs").filter(
      ({ kind, value }) => kind === "user" && users.has(value),
    );
    if (further.length === 0) break;
    confirmed = [...confirmed, ...further.map(({ kind, value }) => ({ storeId, kind, value }))];
    messages = await searchFor(ctx, { text: planted.typed, confirmed });
  }
  const theirs = entitiesIn(messages, "theirs");
  const [about, inRuns] = [memoryIdsIn(messages, "about"), memoryIdsIn(messages, "in_their_runs")];
  const share = (wanted: ReadonlySet<PersonMemory>, isFound: (memory: PersonMemory) => boolean): number =>
    wanted.size === 0 ? 1 : [...wanted].filter(isFound).length / wanted.size;
  return {
    theirs: share(planted.theirs, (memory) => isOf(memory, theirs)),
    mentions: share(planted.mentions, (memory) => about.has(idOf(memory))),
    byAgents: share(planted.byAgents, (memory) => inRuns.has(idOf(memory))),
    ofOthers: ticked.filter((memory) => !planted.theirs.has(memory)).length,
  };
};

const isOf = (memory: PersonMemory, entities: readonly PersonEntity[]): boolean =>
  entities.some(
    ({ kind, value }) =>
      ({ user: memory.userId, agent: memory.agentId, app: memory.appId, run: memory.runId })[kind] === value,
  );
