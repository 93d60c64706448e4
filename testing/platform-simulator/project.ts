import type { FaultSwitches } from "./fault-switches";
import { dayText, microsOf } from "./instants";
import { Events } from "./events";
import { newUuids } from "./new-uuids";
import { Profiles } from "./profiles";
import type { EntityField, EntityRow, HistoryRow, StoredMemory } from "./types";
import { entityFields } from "./types";

type Deleted = { memory: StoredMemory; visibleUntilMs: number };

export type NewMemory = Omit<StoredMemory, "id"> & { id?: string };

/**
 * One simulated project: what is stored, and what reads still show of it. Time passes only by `now`, so that a test
 * with a clock of its own waits for nothing.
 */
export class Project {
  readonly faults: FaultSwitches;
  readonly now: () => Date;
  readonly newId = newUuids(5);
  readonly events: Events;
  /** What is really stored. */
  readonly memories = new Map<string, StoredMemory>();
  /** Of every memory there ever was. */
  readonly histories = new Map<string, { memory: StoredMemory; rows: HistoryRow[] }>();
  readonly entities = new Map<string, EntityRow>();
  readonly profiles: Profiles;
  readonly #deleted = new Map<string, Deleted>();
  /** What reads show, newest first unless something was stored since they last did. */
  #readable: StoredMemory[] = [];
  #isOrdered = true;
  #matched: { key: string; memories: StoredMemory[] } | null = null;
  #entityCount = 0;

  constructor(faults: FaultSwitches, now: () => Date) {
    this.faults = faults;
    this.now = now;
    this.events = new Events(this);
    this.profiles = new Profiles(this);
  }

  /** Lets happen what is due by now. */
  settle(): void {
    this.events.settle();
    this.profiles.settle();
    const nowMs = this.now().getTime();
    const due = [...this.#deleted.values()].filter(({ visibleUntilMs }) => visibleUntilMs <= nowMs);
    for (const { memory } of due) this.#deleted.delete(memory.id);
    this.#hide(due.map(({ memory }) => memory));
  }

  store(input: NewMemory): StoredMemory {
    const memory: StoredMemory = { ...input, id: input.id ?? this.newId() };
    this.memories.set(memory.id, memory);
    this.#readable.push(memory);
    this.#isOrdered = false;
    this.changed();
    this.note(memory, { event: "ADD", oldText: null, newText: memory.text, at: memory.createdAt });
    for (const field of entityFields) {
      const name = memory.entities[field];
      if (name !== null) this.noteEntity(field, name, memory.createdAt);
    }
    if (memory.entities.user_id !== null) this.profiles.grow(memory.entities.user_id, memory.text);
    return memory;
  }

  /** Deletes for good, but for what a fault keeps. */
  erase(memories: readonly StoredMemory[]): void {
    const { keptIds, deletesAppearAfterMs } = this.faults.now;
    const now = this.now();
    const visibleUntilMs = now.getTime() + deletesAppearAfterMs;
    const erased = memories.filter(({ id }) => !keptIds.includes(id) && this.memories.delete(id));
    for (const memory of erased) {
      this.note(memory, { event: "DELETE", oldText: memory.text, newText: "", at: microsOf(now) });
      if (deletesAppearAfterMs > 0) this.#deleted.set(memory.id, { memory, visibleUntilMs });
    }
    if (deletesAppearAfterMs === 0) this.#hide(erased);
    this.profiles.shrink(new Set(erased.flatMap(({ entities }) => entities.user_id ?? [])));
  }

  /** What reads show, newest first. */
  readable(): readonly StoredMemory[] {
    if (!this.#isOrdered) {
      this.#readable.sort((one, other) => other.createdAt - one.createdAt || (one.id < other.id ? -1 : 1));
      this.#isOrdered = true;
    }
    return this.#readable;
  }

  /** What `find` finds; not asked again for the next page of the same question (`key`), unless something has changed. */
  matched(key: string, find: () => StoredMemory[]): StoredMemory[] {
    if (this.#matched?.key !== key) this.#matched = { key, memories: find() };
    return this.#matched.memories;
  }

  /** To be called whenever what reads show may have become another. */
  changed(): void {
    this.#matched = null;
  }

  /** What reads show under this id. */
  find(id: string): StoredMemory | null {
    return this.memories.get(id) ?? this.#deleted.get(id)?.memory ?? null;
  }

  /** Whether a memory has expired today. The day itself is not over: https://docs.mem0.ai/platform/features/memory-expiration */
  expiry(): (memory: StoredMemory) => boolean {
    const today = dayText(this.now());
    return ({ expirationDate }) => expirationDate !== null && expirationDate < today;
  }

  /** Superseded for as long as the newer memory is there: without it the older one resurfaces. */
  isSuperseded({ replacedBy, isMerged }: StoredMemory): boolean {
    return !isMerged && replacedBy !== null && this.find(replacedBy) !== null;
  }

  note(memory: StoredMemory, row: Omit<HistoryRow, "id">): void {
    const history = this.histories.get(memory.id) ?? { memory, rows: [] };
    history.rows.push({ ...row, id: this.newId() });
    this.histories.set(memory.id, history);
  }

  noteEntity(field: EntityField, name: string, createdAt: number): void {
    const key = entityKey(field, name);
    if (this.entities.has(key)) return;
    this.entities.set(key, { id: String(++this.#entityCount), field, name, createdAt });
  }

  #hide(memories: readonly StoredMemory[]): void {
    if (memories.length === 0) return;
    const hidden = new Set(memories);
    const [single] = memories;
    // Looking at each of 45,000 took 20 ms a deletion; an address is compared without looking.
    if (memories.length === 1 && single) this.#readable.splice(this.#readable.indexOf(single), 1);
    else this.#readable = this.#readable.filter((memory) => !hidden.has(memory));
    this.changed();
  }
}

export const entityKey = (field: EntityField, name: string): string => `${field} ${name}`;
