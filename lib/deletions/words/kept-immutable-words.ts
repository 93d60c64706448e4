import { entityFieldOf } from "@/lib/memories/entity";
import { describeScope, namedEntity } from "./describe-scope";
import { emptyScope } from "../scope/scope";
import type { Deletion, ShownSelection } from "../types";

/** "1 immutable memory of user caroline remains"; null when none was kept. */
export const keptImmutableWords = ({
  keptImmutableCount,
  selection,
}: Pick<Deletion, "keptImmutableCount" | "selection">): string | null => {
  if (keptImmutableCount === 0) return null;
  const isOne = keptImmutableCount === 1;
  const whose = ownerWords(selection);
  return `${keptImmutableCount.toLocaleString("en-US")} immutable ${isOne ? "memory" : "memories"}${whose === "" ? "" : ` ${whose}`} ${isOne ? "remains" : "remain"}`;
};

const ownerWords = (selection: ShownSelection): string => {
  switch (selection.kind) {
    case "entity":
      return `of ${namedEntity(entityFieldOf[selection.entity.kind], selection.entity.value)}`;
    case "scope":
      return describeScope({ ...emptyScope, ...selection.scope, metadata: null });
    case "listed":
    case "matching":
      return "";
  }
};
