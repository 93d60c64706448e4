import { entityFields, type EntityField } from "@/lib/memories/types";

const bare = (name: string): string => name.toLowerCase().replaceAll(/[_-]/g, "");

/**
 * The entity field that a name stands for which differs from it only in case, underscores and hyphens, as "userId" does; null for
 * the field itself, and for any other name. To take such a name for an unknown one would drop a scope unseen.
 */
export const misspeltEntityField = (name: string): EntityField | null => {
  if (entityFields.some((field) => field === name)) return null;
  return entityFields.find((field) => bare(field) === bare(name)) ?? null;
};

export const misspeltText = (name: string, field: EntityField): string =>
  `There is no field "${name.slice(0, 40)}": it is written "${field}".`;
