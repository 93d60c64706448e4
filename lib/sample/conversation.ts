/** The twelve categories that the sample memories use. */
export const sampleCategories = [
  "preferences",
  "health",
  "travel",
  "family",
  "work",
  "billing",
  "support",
  "food",
  "finance",
  "schedule",
  "identity",
  "hobbies",
] as const;

export type FactOptions = {
  /** Added to the metadata of the conversation. */
  metadata?: Record<string, unknown>;
  /** Stated by the assistant: stored under the agent, without the user. */
  agentSaid?: true;
  immutable?: true;
  /** Relative to now; negative: already expired. */
  expiresInDays?: number;
  /** A name by which an older memory can say that this one replaced it. */
  key?: string;
  supersededBy?: string;
  /** Earlier texts, oldest first, each with the number of days ago at which it was replaced. */
  earlier?: readonly (readonly [text: string, replacedDaysAgo: number])[];
};

/**
 * A text alone, or with categories (separated by spaces) and options. In a text, `{+3}` is the date three days
 * from now, and `{-3 ja}` the date three days ago as Japanese writes it.
 */
export type Fact = string | readonly [text: string, categories: string, options?: FactOptions];

/** What one conversation left behind: its facts share entities, day and metadata. */
export type Conversation = {
  user?: string;
  agent?: string;
  app?: string;
  run?: string;
  daysAgo: number;
  metadata?: Record<string, unknown>;
  facts: readonly Fact[];
};
