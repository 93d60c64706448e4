import fc from "fast-check";
import type { Condition } from "@/lib/filters/filter";
import { conditionSchema } from "@/lib/filters/filter-schema";
import { parseExact } from "@/lib/json/parse-exact";
import { writeExact } from "@/lib/json/write-exact";
import type { Memory } from "@/lib/memories/types";

/** The metadata as a store is given it. */
export const metadataOf = ({ metadata }: Pick<Memory, "metadata">) =>
  parseExact(metadata) as Record<string, unknown>;

/** What a kind of store is asked to hold; it gives the ids. */
export type NewMemory = Omit<
  Memory,
  "id" | "supersededBy" | "importId" | "isSample" | "feedback" | "feedbackReason"
> & {
  isSuperseded: boolean;
};

const userIds = ["quillon-17", "oriel@example.com", "tamsin north", "bérénice 🌿", null];
const agentIds = ["trip-scribe", "meal-scribe", null, null];
const appIds = ["harbour-desk", "Harbour-Kiosk", null];
const runIds = ["run-0001", "run-0002", "run-0003", null, null];
const texts = [
  "Keeps the spare key at the harbour office",
  "Drinks coffee before noon only",
  "coffee with oat milk, never Coffee alone",
  // Decomposed, and with a soft hyphen.
  "Sagt »Gru\u0308ß Gott« am Tele\u00adfon",
  "Moved above the bakery in 100% sunshine",
];
const categorySets = [[], ["food"], ["travel", "work"], ["health", "food"]];
const metadata = [
  {},
  { source: "chat" },
  { source: "import", n: 5 },
  { tags: ["x", "y"] },
  { checked: true },
];
const expirationDates = [null, null, "2024-04-01", "2025-01-01", "2099-12-31"];

const hourMs = 3_600_000;
const firstMs = Date.parse("2024-02-27T22:00:00.250Z");
/** Few, so that many memories share an instant and only their ids tell which comes first. */
const instantCount = 60;

const oneIn = (count: number): fc.Arbitrary<boolean> =>
  fc.oneof({ weight: 1, arbitrary: fc.constant(true) }, { weight: count - 1, arbitrary: fc.constant(false) });

/** The same memories for the same seed: every property in every state, over two months, each with an entity at least. */
export const suiteMemories = (count: number, seed: number): NewMemory[] =>
  fc
    .sample(properties, { numRuns: count, seed })
    .map(({ text, userId, agentId, createdMs, updatedAfterMs, ...rest }, number) => ({
      ...rest,
      memory: `${text} (${number})`,
      userId: userId === null && agentId === null ? "quillon-17" : userId,
      agentId,
      createdAt: new Date(createdMs).toISOString(),
      updatedAt: new Date(createdMs + updatedAfterMs).toISOString(),
    }));

const properties = fc.record({
  text: fc.constantFrom(...texts),
  userId: fc.constantFrom(...userIds),
  agentId: fc.constantFrom(...agentIds),
  appId: fc.constantFrom(...appIds),
  runId: fc.constantFrom(...runIds),
  metadata: fc.constantFrom(...metadata).map(writeExact),
  categories: fc.constantFrom(...categorySets),
  immutable: oneIn(10),
  expirationDate: fc.constantFrom(...expirationDates),
  isSuperseded: oneIn(7),
  createdMs: fc.nat(instantCount - 1).map((number) => firstMs + number * 18 * hourMs),
  updatedAfterMs: fc.nat(2).map((hours) => hours * hourMs),
});

const candidates: readonly unknown[] = [
  { field: "user_id", operator: "eq", value: "quillon-17" },
  { field: "user_id", operator: "ne", value: "quillon-17" },
  { field: "user_id", operator: "in", value: ["oriel@example.com", "bérénice 🌿"] },
  { field: "user_id", operator: "absent" },
  { field: "agent_id", operator: "present" },
  { field: "agent_id", operator: "eq", value: "trip-scribe" },
  { field: "app_id", operator: "eq", value: "harbour-desk" },
  { field: "app_id", operator: "absent" },
  { field: "run_id", operator: "in", value: ["run-0001", "run-0002"] },
  { field: "run_id", operator: "ne", value: "run-0003" },
  { field: "created_at", operator: "gte", value: "2024-03-10" },
  { field: "created_at", operator: "lt", value: "2024-03-25T16:00:00.250Z" },
  { field: "created_at", operator: "ne", value: "2024-03-01" },
  { field: "updated_at", operator: "gt", value: "2024-03-15T12:00:00+02:00" },
  { field: "updated_at", operator: "lte", value: "2024-04-02" },
  { field: "import", operator: "absent" },
  { field: "import", operator: "present" },
  { field: "import", operator: "eq", value: "0197e4a6-7a3c-7b51-9d0e-3f1c2b8e5d1a" },
  { field: "expiration_date", operator: "expired" },
  { field: "expiration_date", operator: "unexpired" },
  { field: "expiration_date", operator: "absent" },
  { field: "expiration_date", operator: "gte", value: "2025-01-01" },
  { field: "expiration_date", operator: "ne", value: "2025-01-01" },
  { field: "categories", operator: "contains", value: "food" },
  { field: "categories", operator: "in", value: ["travel", "health"] },
  { field: "categories", operator: "icontains", value: "FOO" },
  { field: "metadata", key: "source", operator: "eq", value: "chat" },
  { field: "metadata", key: "source", operator: "ne", value: "chat" },
  { field: "metadata", key: "tags", operator: "contains", value: "x" },
  { field: "metadata", key: "n", operator: "present" },
  { field: "metadata", key: "checked", operator: "eq", value: true },
  { field: "text", operator: "icontains", value: "coffee" },
  { field: "text", operator: "contains", value: "Coffee" },
  { field: "text", operator: "icontains", value: "grüß" },
  { field: "text", operator: "icontains", value: "GRÜSS" },
  { field: "text", operator: "contains", value: "Telefon" },
  { field: "superseded", operator: "eq", value: true },
  { field: "immutable", operator: "eq", value: true },
];

/** Conditions of which each is true of some of these memories and false of others. */
export const suiteConditions: readonly Condition[] = candidates.map((each) => conditionSchema.parse(each));
