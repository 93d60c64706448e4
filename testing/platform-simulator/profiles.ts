import { microsOf } from "./instants";
import type { Project } from "./project";

export type SimulatedProfile = {
  fields: Readonly<Record<string, unknown>>;
  status: "succeeded" | "pending" | "failed" | "insufficient_data";
  updatedAt: number | null;
};

type Built = SimulatedProfile & {
  facts: readonly string[];
  /** When it is built anew; null: not by itself. */
  rebuildAtMs: number | null;
};

/** A profile tells of so many of the newest memories. */
const factsMax = 5;

/**
 * The summaries that a project keeps of its users: https://docs.mem0.ai/platform/features/user-profiles. They grow as memories
 * arrive; what a deletion does to one is documented nowhere, and decided by the fault `profiles`.
 */
export class Profiles {
  readonly #project: Project;
  readonly #built = new Map<string, Built>();
  readonly #returning = new Map<string, { built: Built; atMs: number }>();

  constructor(project: Project) {
    this.#project = project;
  }

  find(userId: string): SimulatedProfile | null {
    return this.#built.get(userId) ?? null;
  }

  /** A memory of a user was stored: what is known already stays. */
  grow(userId: string, text: string): void {
    const facts = [...(this.#built.get(userId)?.facts ?? []), text].slice(-factsMax);
    this.#built.set(userId, this.#of(facts));
  }

  /** Memories of these users were deleted. */
  shrink(userIds: ReadonlySet<string>): void {
    const { mode, lateMs } = this.#project.faults.now.profiles;
    for (const userId of userIds) {
      const built = this.#built.get(userId);
      if (built === undefined) continue;
      switch (mode) {
        case "gone":
          this.#rebuild(userId);
          break;
        case "rebuilt_late":
          built.rebuildAtMs = this.#project.now().getTime() + lateMs;
          break;
        case "stuck":
          built.status = "pending";
          break;
        case "failed":
          built.status = "failed";
          break;
        case "off":
        case "kept":
        case "returns":
        case "missing":
        case "forbidden":
          break;
      }
    }
  }

  /** The user itself was deleted. `returns`: it was being built meanwhile, and comes back with the user. */
  remove(userId: string): void {
    const built = this.#built.get(userId);
    this.#built.delete(userId);
    const { mode, lateMs } = this.#project.faults.now.profiles;
    if (built === undefined || mode !== "returns") return;
    this.#returning.set(userId, { built, atMs: this.#project.now().getTime() + lateMs });
  }

  /** Lets happen what is due by now. */
  settle(): void {
    const nowMs = this.#project.now().getTime();
    for (const [userId, { rebuildAtMs }] of this.#built)
      if (rebuildAtMs !== null && rebuildAtMs <= nowMs) this.#rebuild(userId);
    for (const [userId, { built, atMs }] of this.#returning) {
      if (atMs > nowMs) continue;
      this.#returning.delete(userId);
      this.#built.set(userId, built);
      this.#project.noteEntity("user_id", userId, microsOf(this.#project.now()));
    }
  }

  #rebuild(userId: string): void {
    const memories = [...this.#project.memories.values()].filter(
      ({ entities }) => entities.user_id === userId,
    );
    this.#built.set(userId, this.#of(memories.slice(-factsMax).map(({ text }) => text)));
  }

  #of(facts: readonly string[]): Built {
    const [first] = facts;
    return {
      facts,
      fields: first === undefined ? {} : { in_short: first, facts },
      status: first === undefined ? "insufficient_data" : "succeeded",
      updatedAt: microsOf(this.#project.now()),
      rebuildAtMs: null,
    };
  }
}
