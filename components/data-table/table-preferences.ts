export const densities = ["comfortable", "compact"] as const;
export type Density = (typeof densities)[number];

/** A person's settings of a table: order and visibility of its columns, their widths (pixels), the height of its rows. */
export type TablePreferences = {
  order: string[];
  hidden: string[];
  widths: Record<string, number>;
  density: Density;
};

export const preferencesDefault: TablePreferences = {
  order: [],
  hidden: [],
  widths: {},
  density: "comfortable",
};

/** A cookie and not local storage, so that the server's first answer already has the right columns. */
export const preferencesCookie = (tableName: string): string => `lethe-table-${tableName}`;

const yearSeconds = 31_536_000;

/** What to give `document.cookie` so that the preferences are remembered. */
export const preferencesCookieText = (tableName: string, preferences: TablePreferences): string =>
  `${preferencesCookie(tableName)}=${encodeURIComponent(JSON.stringify(preferences))}; path=/; max-age=${yearSeconds}; samesite=lax`;

/** All column ids in the remembered order; columns it does not know keep their place in the table's own order. */
export const orderedIds = (ids: readonly string[], order: readonly string[]): string[] => {
  const known = order.filter((id) => ids.includes(id));
  let next = 0;
  return ids.map((id) => (known.includes(id) ? (known[next++] ?? id) : id));
};

/** The order after moving one column by `step` places. */
export const movedColumn = (ids: readonly string[], id: string, step: -1 | 1): string[] => {
  const from = ids.indexOf(id);
  const to = from + step;
  if (from < 0 || to < 0 || to >= ids.length) return [...ids];
  const next = ids.toSpliced(from, 1);
  next.splice(to, 0, id);
  return next;
};
