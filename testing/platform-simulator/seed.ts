import { inventedText } from "./invented-text";
import { microsOf } from "./instants";
import type { Project } from "./project";

/** What the seeded memories have in common. Without any entity they can be found by no read of the Platform. */
export type SeedInput = {
  userId?: string;
  agentId?: string;
  appId?: string;
  runId?: string;
  /** Instead of an invented text for each. */
  text?: string;
  categories?: readonly string[];
  metadata?: Record<string, unknown>;
  /** YYYY-MM-DD: in the past, default reads hide them. */
  expirationDate?: string;
  /** Of the first; each further one is 37.000457 seconds younger. By default they go on where the last seeding ended. */
  createdFrom?: Date;
  /** The newer memory that superseded these, or that they were merged into. */
  replacedBy?: string;
  isMerged?: boolean;
  isSynthesized?: boolean;
  isImmutable?: boolean;
  /** Instead of a new UUID; of one memory. */
  id?: string;
  /** What its answers say instead of what is stored: fields in forms that nothing documents. */
  answered?: Record<string, unknown>;
};

const firstAt = microsOf(new Date("2024-03-01T08:00:00Z"));
/** Not a whole number of milliseconds: the Platform's instants have microseconds. */
const stepMicros = 37_000_457;
const categories = ["food", "travel", "health", "work", "hobbies"];

/** Stores `count` memories and says their ids, oldest first. The same calls on a new project give the same memories. */
export const seedMemories = (project: Project, count: number, input: SeedInput): string[] => {
  const seededBefore = project.histories.size;
  const from =
    input.createdFrom === undefined ? firstAt + seededBefore * stepMicros : microsOf(input.createdFrom);
  return Array.from({ length: count }, (_, index) => {
    const number = seededBefore + index;
    const createdAt = from + index * stepMicros;
    return project.store({
      text: input.text ?? inventedText(number),
      entities: {
        user_id: input.userId ?? null,
        agent_id: input.agentId ?? null,
        app_id: input.appId ?? null,
        run_id: input.runId ?? null,
      },
      metadata:
        input.metadata ?? (number % 3 === 0 ? null : { source: number % 2 === 0 ? "chat" : "import" }),
      categories:
        input.categories ?? (number % 5 === 0 ? null : [categories[number % categories.length] ?? ""]),
      createdAt,
      updatedAt: createdAt,
      expirationDate: input.expirationDate ?? null,
      replacedBy: input.replacedBy ?? null,
      isMerged: input.isMerged ?? false,
      isSynthesized: input.isSynthesized ?? false,
      isImmutable: input.isImmutable ?? false,
      ...(input.id !== undefined && { id: input.id }),
      ...(input.answered !== undefined && { answered: input.answered }),
    }).id;
  });
};
