import type { Project } from "./project";
import type { StoredMemory } from "./types";

export type SimulatedEvent = {
  readonly id: string;
  readonly type: "DELETE_ALL" | "DELETE_USER";
  readonly payload: Readonly<Record<string, unknown>>;
  readonly createdAtMs: number;
  status: "PENDING" | "RUNNING" | "PROCESSING" | "SUCCEEDED" | "FAILED";
  startedAtMs: number | null;
  completedAtMs: number | null;
  /** Answered 404, although its work goes on. */
  isVanished: boolean;
};

type Work = {
  /** What there is to delete, asked again at the end: what is stored meanwhile is taken too. */
  matching: () => StoredMemory[];
  /** Nothing is deleted, although the event says so. */
  isLie: boolean;
  /** After all of it was deleted. */
  finish?: () => void;
};

type Unfinished = { event: SimulatedEvent; work: Work; rest: StoredMemory[] };

/** The asynchronous deletions of a project, which go on as time passes and as the faults of the moment say. */
export class Events {
  readonly #project: Project;
  readonly #events: SimulatedEvent[] = [];
  readonly #unfinished = new Set<Unfinished>();

  constructor(project: Project) {
    this.#project = project;
  }

  start(type: SimulatedEvent["type"], payload: SimulatedEvent["payload"], work: Work): SimulatedEvent {
    const event: SimulatedEvent = {
      id: this.#project.newId(),
      type,
      payload,
      createdAtMs: this.#project.now().getTime(),
      status: "PENDING",
      startedAtMs: null,
      completedAtMs: null,
      isVanished: false,
    };
    this.#events.push(event);
    this.#unfinished.add({ event, work, rest: [] });
    return event;
  }

  /** Newest first. */
  list(): SimulatedEvent[] {
    return this.#events.filter(({ isVanished }) => !isVanished).reverse();
  }

  find(id: string): SimulatedEvent | null {
    return this.#events.find((event) => event.id === id && !event.isVanished) ?? null;
  }

  settle(): void {
    const nowMs = this.#project.now().getTime();
    for (const unfinished of this.#unfinished) {
      const { outcome, pendingMs, runningMs } = this.#project.faults.now.events;
      const { event } = unfinished;
      if (outcome === "stay_pending") continue;
      if (event.startedAtMs === null && nowMs >= event.createdAtMs + pendingMs) this.#begin(unfinished);
      if (event.startedAtMs !== null && nowMs >= event.startedAtMs + runningMs) this.#end(unfinished);
    }
  }

  #begin(unfinished: Unfinished): void {
    const { event, work } = unfinished;
    const { outcome, pendingMs, deletedShare, runningStatus } = this.#project.faults.now.events;
    event.status = runningStatus;
    event.startedAtMs = event.createdAtMs + pendingMs;
    event.isVanished = outcome === "vanish";
    const matching = work.isLie ? [] : work.matching();
    const taken = matching.slice(0, Math.floor(matching.length * deletedShare));
    const half = Math.floor(taken.length / 2);
    this.#project.erase(taken.slice(0, half));
    unfinished.rest = taken.slice(half);
  }

  #end(unfinished: Unfinished): void {
    const { event, work, rest } = unfinished;
    const { outcome, runningMs, deletedShare } = this.#project.faults.now.events;
    const isWhole = deletedShare === 1 && !work.isLie;
    this.#project.erase(isWhole ? work.matching() : rest);
    event.status = outcome === "fail" ? "FAILED" : "SUCCEEDED";
    event.completedAtMs = (event.startedAtMs ?? event.createdAtMs) + runningMs;
    if (isWhole && outcome !== "fail") work.finish?.();
    this.#unfinished.delete(unfinished);
  }
}
