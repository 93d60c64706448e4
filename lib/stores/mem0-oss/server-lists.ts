import type { Filter } from "@/lib/filters/filter";
import { inParallel } from "@/lib/async/in-parallel";
import { metMemories } from "@/lib/stores/remote/met-memories";
import { refuseOthers } from "@/lib/stores/remote/refuse-others";
import type { ReadRow } from "@/lib/stores/remote/read-row";
import type { MetMemories } from "@/lib/stores/types";
import { StoreError } from "@/lib/errors/store-error";
import {
  isListable,
  isScanCut,
  listedBy,
  listMax,
  type CountedEntity,
  type ListedBy,
  type ListScope,
  type OssClient,
} from "./client";
import { scopesOf } from "./list-scopes";

/** More lists than this are not asked for, however many entities there are. */
const listsMax = 2_000;
const listsAtOnce = 4;

type Wish = {
  filter: Filter | null;
  signal: AbortSignal;
  /** What is relative to the time is so to this; to now when absent. */
  at?: Date | undefined;
  /** Whether an entity's list that was cut is completed by those of every other entity, or of those that were met in it. */
  isThorough: boolean;
};

/**
 * The matching memories, as far as the server's lists tell: each is cut at a thousand in no order, and there is no next page.
 * Where one was cut, the lists of the entities in it are read as well. Returns whether everything was seen: when no list was
 * cut, or when of each entity as many were seen as the server counts. A memory may come twice.
 */
export async function* readLists(
  client: OssClient,
  { filter, signal, at = new Date(), isThorough }: Wish,
): AsyncGenerator<MetMemories, boolean> {
  refuseOthers(filter);
  let isComplete = true;
  for (const scope of scopesOf(filter)) {
    const reading = readScope(client, scope, { signal, isThorough });
    for (;;) {
      const { done, value } = await reading.next();
      if (done === true) {
        isComplete &&= value;
        break;
      }
      yield metMemories(value, filter, at);
    }
  }
  return isComplete;
}

async function* readScope(
  client: OssClient,
  scope: ListScope,
  { signal, isThorough }: Pick<Wish, "signal" | "isThorough">,
): AsyncGenerator<ReadRow[], boolean> {
  const isEverything = Object.keys(scope).length === 0;
  const list = await listScope(client, scope, signal);
  yield list.rows;
  if (!list.isCut) return true;

  const entities = await client.listEntities(signal).catch(ignoreUnlisted);
  if (entities === null || isScanCut(entities) || list.rows.some(namesNone)) return false;
  const seen = new SeenMemories(scope);
  seen.add(list.rows);
  const [named, ...others] = listedBy.flatMap((key) => (scope[key] === undefined ? [] : [key]));
  // The server counts single entities, and not two of them together.
  const counted = isEverything
    ? entities
    : entities.filter((entity) => keyOf(entity) === named && entity.id === scope[named]);
  const isSeen = (): boolean =>
    others.length === 0 && counted.length > 0 && counted.every((entity) => seen.hasAll(entity));
  const isWanted = (entity: CountedEntity): boolean =>
    scope[keyOf(entity)] === undefined && !(isEverything && seen.hasAll(entity)) && isListable(entity.id);
  const waiting = [
    ...entities.filter((entity) => isWanted(entity) && seen.hasSome(entity)),
    ...entities.filter((entity) => isWanted(entity) && !seen.hasSome(entity) && (isThorough || isEverything)),
  ];
  for (let listCount = 0; waiting.length > 0 && !isSeen();) {
    const part = waiting.splice(0, listsAtOnce).filter(isWanted);
    listCount += part.length;
    if (listCount > listsMax) return false;
    const narrower = await inParallel(part, listsAtOnce, (entity) =>
      listScope(client, { ...scope, [keyOf(entity)]: entity.id }, signal),
    );
    for (const { rows } of narrower) {
      seen.add(rows);
      yield rows;
    }
  }
  return isSeen();
}

/** What one entity has can be listed all the same. */
const ignoreUnlisted = (error: unknown): null => {
  if (error instanceof StoreError && error.code === "unlisted") return null;
  throw error;
};

/** A list that the server fails at, as one of its memories has no text, is filtered out of the list of everything. */
const listScope = async (
  client: OssClient,
  scope: ListScope,
  signal: AbortSignal,
): Promise<{ rows: ReadRow[]; isCut: boolean }> => {
  const isCut = (rows: readonly ReadRow[]) => rows.length >= listMax;
  if (Object.keys(scope).length > 0) {
    try {
      const rows = await client.list(scope, signal);
      return { rows, isCut: isCut(rows) };
    } catch (error) {
      if (!(error instanceof StoreError && error.code === "refused")) throw error;
    }
  }
  const all = await client.listAll(signal);
  const rows = all.filter((row) =>
    listedBy.every((key) => scope[key] === undefined || valueOf(row, key) === scope[key] || isOdd(row, key)),
  );
  return { rows, isCut: isCut(all) };
};

/** How many different memories of each entity were seen, of those within a scope. */
class SeenMemories {
  readonly #ids = new Set<string>();
  readonly #counts = new Map<string, number>();
  readonly #scope: ListScope;

  constructor(scope: ListScope) {
    this.#scope = scope;
  }

  add(rows: readonly ReadRow[]): void {
    for (const row of rows) {
      // One without an id may come twice.
      if (row.id === null || this.#ids.has(row.id)) continue;
      this.#ids.add(row.id);
      for (const key of listedBy) {
        const name = `${key} ${valueOf(row, key) ?? ""}`;
        this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
      }
    }
  }

  hasSome(entity: CountedEntity): boolean {
    return this.#countOf(entity) > 0;
  }

  hasAll(entity: CountedEntity): boolean {
    return this.#countOf(entity) >= entity.total_memories;
  }

  #countOf(entity: CountedEntity): number {
    return this.#counts.get(`${keyOf(entity)} ${entity.id}`) ?? 0;
  }
}

const keyOf = ({ type }: CountedEntity): ListedBy =>
  (({ user: "user_id", agent: "agent_id", run: "run_id" }) as const)[type];

const isOdd = ({ odd }: ReadRow, key: ListedBy): boolean => odd.some(({ field }) => field === key);

const valueOf = ({ memory }: ReadRow, key: ListedBy): string | null =>
  ({ user_id: memory.userId, agent_id: memory.agentId, run_id: memory.runId })[key];

const namesNone = (row: ReadRow): boolean => listedBy.every((key) => valueOf(row, key) === null);
