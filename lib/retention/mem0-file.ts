import { z } from "zod";
import type { Filter } from "@/lib/filters/filter";
import type { RuleTerms } from "./types";

/**
 * The part of a `.mem0.json` that says how long memories are kept: by the value of `metadata.type`, in days from their creation; null
 * for ever. What is pinned stays, and what is immutable where the store tells.
 */
const fileSchema = z.object({
  retention: z.record(z.string().min(1).max(200), z.int().min(1).max(9_999).nullable()),
});

const countMaxProposed = 1_000;
const usualFactorProposed = 3;
const waitDaysProposed = 7;

/** The rules that a `.mem0.json` asks for, one a category; null when it is no such file. */
export const rulesOfMem0File = (
  text: string,
  { timeZone, answererId, keepsImmutable }: Pick<RuleTerms, "timeZone" | "answererId" | "keepsImmutable">,
): RuleTerms[] | null => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  const parsed = fileSchema.safeParse(value);
  if (!parsed.success) return null;
  return Object.entries(parsed.data.retention).flatMap(([category, days]) =>
    days === null
      ? []
      : [
          {
            name: `${category} after ${days} ${days === 1 ? "day" : "days"}`.slice(0, 100),
            filter: filterOf(category, days),
            keepsImmutable,
            schedule: "0 3 * * *",
            timeZone,
            waitDays: waitDaysProposed,
            countMax: countMaxProposed,
            usualFactor: usualFactorProposed,
            answererId,
          },
        ],
  );
};

const filterOf = (category: string, days: number): Filter => ({
  and: [
    { field: "metadata", key: "type", operator: "eq", value: category },
    { field: "created_at", operator: "older_than", value: `P${days}D` },
    { not: { field: "metadata", key: "pinned", operator: "eq", value: true } },
  ],
});
