import { describeFilter, quotedWhereNeeded } from "@/lib/filters/describe-filter";
import type { HoldCovers } from "./types";

const entitiesShownMax = 5;

/** What a hold covers, as a part of a sentence: "memories of user caroline or agent bot". */
export const coversWords = (covers: HoldCovers): string => {
  switch (covers.kind) {
    case "everything":
      return "every memory";
    case "filter":
      return `memories where ${describeFilter(covers.filter)}`;
    case "entities": {
      const shown = covers.entities
        .slice(0, entitiesShownMax)
        .map(({ kind, value }) => `${kind} ${quotedWhereNeeded(value)}`);
      const moreCount = covers.entities.length - shown.length;
      return `memories of ${[...shown, ...(moreCount > 0 ? [`${moreCount.toLocaleString("en")} more`] : [])].join(" or ")}`;
    }
  }
};
