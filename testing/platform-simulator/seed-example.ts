import type { PlatformSimulator } from "./start-platform-simulator";

/** Who the example is about: an invented user with a memory of every kind that default reads hide or change. */
export const exampleUserId = "quillon-17";

/**
 * About `count` memories of three users, two agents, two apps and some runs, and beside them what makes erasing hard, with
 * the ids by kind. The agent's own memories are about the user, but do not name it.
 */
export const seedExample = (
  { seed }: Pick<PlatformSimulator, "seed">,
  count: number,
): Record<"expired" | "superseded" | "merged" | "synthesized" | "immutable" | "saidByAgent", string[]> => {
  const part = Math.ceil(count / 4);
  const userId = exampleUserId;
  seed(part, { userId, appId: "harbour-desk", runId: "run-0001" });
  seed(part, { userId, agentId: "trip-scribe" });
  seed(part, { userId: "oriel@example.com", appId: "harbour-desk" });
  seed(count - 3 * part > 0 ? count - 3 * part : 0, { userId: "tamsin north", agentId: "meal-scribe" });
  const [current = ""] = seed(1, { userId, text: "Lives in the house with the green door now" });
  const [older = ""] = seed(1, { userId, text: "Lives above the bakery", replacedBy: current });
  const [oldest = ""] = seed(1, { userId, text: "Lives at the harbour", replacedBy: older });
  return {
    expired: seed(3, { userId, expirationDate: "2024-04-01" }),
    superseded: [older, oldest],
    merged: seed(1, { userId, text: "Has a door", replacedBy: current, isMerged: true }),
    synthesized: seed(1, { userId, text: "Moves often, and always nearby", isSynthesized: true }),
    immutable: seed(1, { userId, isImmutable: true }),
    saidByAgent: seed(2, { agentId: "trip-scribe", runId: "run-0001" }),
  };
};
