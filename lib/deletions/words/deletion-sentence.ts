import { describeFilter } from "@/lib/filters/describe-filter";
import { memoryCountWords } from "@/lib/memories/count-words";
import { entityFields } from "@/lib/memories/types";
import { entityFieldOf } from "@/lib/memories/entity";
import { describeScope, namedEntity } from "./describe-scope";
import { isWipeSelection } from "../scope/scope";
import type { Selection } from "../types";
import type { SelectionPreview } from "@/lib/stores/preview";

/** "Delete 1,204 memories of user caroline in Built-in store. This cannot be undone." */
export const deletionSentence = (
  preview: Pick<SelectionPreview, "count" | "breakdowns" | "cutoffAt">,
  selection: Selection,
  storeName: string,
): string => {
  const count = memoryCountWords(preview.count);
  if (isWipeSelection(selection)) {
    return `Delete ${preview.count === 1 ? "the only memory" : `all ${count}`} in ${storeName}. This cannot be undone.`;
  }
  const which = whichWords(selection, new Date(preview.cutoffAt)) ?? userWords(preview);
  const comma = which.includes(",") ? "," : "";
  return `Delete ${count}${which}${comma} in ${storeName}. This cannot be undone.`;
};

/** Which memories, in the words of what was asked for; null when they were listed one by one. */
const whichWords = (selection: Selection, at: Date): string | null => {
  switch (selection.kind) {
    case "listed":
      return null;
    case "entity":
      return ` of ${namedEntity(entityFieldOf[selection.entity.kind], selection.entity.value)}`;
    case "scope":
      return ` ${describeScope(selection.scope)}`;
    case "matching":
      return matchingWords(selection.filter, at);
  }
};

const matchingWords = (
  filter: Extract<Selection, { kind: "matching" }>["filter"],
  at: Date,
): string | null => {
  if (filter === null) return null;
  if ("field" in filter && filter.operator === "eq") {
    const field = entityFields.find((name) => name === filter.field);
    if (field !== undefined && typeof filter.value === "string")
      return ` of ${namedEntity(field, filter.value)}`;
  }
  return ` where ${describeFilter(filter, at)}`;
};

/** Of whom, when all that is listed happens to be one user's. */
const userWords = ({ breakdowns }: Pick<SelectionPreview, "breakdowns">): string => {
  const { rows } = breakdowns.user_id;
  const [user] = rows;
  return rows.length === 1 && user !== undefined && user.value !== null
    ? ` of ${namedEntity("user_id", user.value)}`
    : "";
};
