import type { Filter } from "@/lib/filters/filter";
import { entityFieldOf, type EntityKind } from "@/lib/memories/entity";

/** What of a store may be cleaned up, in the order of the page. */
export const worklistNames = [
  "expired",
  "superseded",
  "duplicates",
  "unchanged",
  "no_user",
  "inactive",
  "long",
] as const;
export type WorklistName = (typeof worklistNames)[number];

export const dayChoices = [30, 90, 180, 365, 730] as const;
export const lengthChoices = [500, 1_000, 2_000, 5_000] as const;
export const keepChoices = ["newest", "oldest"] as const;

/** What can be chosen about them; part of the page's address. */
export type WorklistOptions = {
  keeps: (typeof keepChoices)[number];
  unchangedDays: (typeof dayChoices)[number];
  inactiveKind: EntityKind;
  inactiveDays: (typeof dayChoices)[number];
  longerThan: (typeof lengthChoices)[number];
};

/** The memories of a list, which are those that this filter matches. */
export const worklistFilter = (name: WorklistName, options: WorklistOptions): Filter => {
  switch (name) {
    case "expired":
      return { field: "expiration_date", operator: "expired" };
    case "superseded":
      return { field: "superseded", operator: "eq", value: true };
    case "duplicates":
      return {
        field: "duplicate",
        operator: "eq",
        value: options.keeps === "newest" ? "all_but_newest" : "all_but_oldest",
      };
    case "unchanged":
      return unchangedFor(options.unchangedDays);
    case "no_user":
      return { field: "user_id", operator: "absent" };
    case "inactive":
      return {
        field: entityFieldOf[options.inactiveKind],
        operator: "inactive_for",
        value: `P${options.inactiveDays}D`,
      };
    case "long":
      return { field: "text_length", operator: "gt", value: options.longerThan };
  }
};

export const unchangedFor = (days: number): Filter => ({
  field: "updated_at",
  operator: "older_than",
  value: `P${days}D`,
});
