import type { Condition } from "@/lib/filters/filter";
import type { Memory } from "@/lib/memories/types";

/** One value of a cell: what is copied of it, and the condition that finds memories with the same; null where there is none. */
export type CellValue = {
  /** As the menu calls it. */
  words: string;
  /** Null where there is nothing to copy. */
  copied: string | null;
  condition: Condition | null;
};

/** The values of a cell of the memories table; none where there is nothing to do with them. Categories are one each. */
export const cellValues = (memory: Memory, columnId: string): CellValue[] => {
  switch (columnId) {
    case "memory":
      // A memory's text has no place in an address, where a filter stands.
      return [{ words: "text", copied: memory.memory, condition: null }];
    case "user_id":
      return [entityValue(columnId, memory.userId, "user")];
    case "agent_id":
      return [entityValue(columnId, memory.agentId, "agent")];
    case "app_id":
      return [entityValue(columnId, memory.appId, "app")];
    case "run_id":
      return [entityValue(columnId, memory.runId, "run")];
    case "categories":
      return memory.categories.map((value) => ({
        words: value,
        copied: value,
        condition: { field: "categories", operator: "contains", value },
      }));
    case "created_at":
      return [dayValue(columnId, memory.createdAt)];
    case "updated_at":
      return [dayValue(columnId, memory.updatedAt)];
    case "expiration_date":
      return [
        memory.expirationDate === null
          ? {
              words: "no expiration date",
              copied: null,
              condition: { field: "expiration_date", operator: "absent" },
            }
          : {
              words: memory.expirationDate,
              copied: memory.expirationDate,
              condition: { field: "expiration_date", operator: "in", value: [memory.expirationDate] },
            },
      ];
    case "immutable":
      return [
        {
          words: memory.immutable ? "immutable" : "not immutable",
          copied: null,
          condition: { field: "immutable", operator: "eq", value: memory.immutable },
        },
      ];
    default:
      return [];
  }
};

type EntityField = "user_id" | "agent_id" | "app_id" | "run_id";

const entityValue = (field: EntityField, value: string | null, noun: string): CellValue =>
  value === null
    ? { words: `no ${noun}`, copied: null, condition: { field, operator: "absent" } }
    : { words: value, copied: value, condition: { field, operator: "eq", value } };

/** The day in UTC, which a filter by days means, too. */
const dayValue = (field: "created_at" | "updated_at", at: string): CellValue => {
  const day = new Date(at).toISOString().slice(0, 10);
  return { words: `${day} (UTC)`, copied: at, condition: { field, operator: "between", value: [day, day] } };
};
