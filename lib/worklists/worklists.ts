import type { Filter, FilterField } from "@/lib/filters/filter";
import type { EntityKind } from "@/lib/memories/entity";

/** What of a store may be cleaned up, in the order of the page. */
export const worklistNames = ["expired", "superseded", "unchanged", "no_user"] as const;
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
    case "unchanged":
      return unchangedFor(options.unchangedDays);
    case "no_user":
      return { field: "user_id", operator: "absent" };
  }
};

/** Since the day so long ago, in UTC: the same list all day. */
export const unchangedFor = (days: number): Filter => ({
  field: "updated_at",
  operator: "lt",
  value: new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10),
});

/** The field that a store must have for a list to say anything. */
export const worklistField = (name: WorklistName, options: WorklistOptions): FilterField => {
  const filter = worklistFilter(name, options);
  // Each is a single condition.
  return (filter as { field: FilterField }).field;
};
