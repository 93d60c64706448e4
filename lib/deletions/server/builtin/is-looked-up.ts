/** Up to this many, or this share of the table, each is looked up by its index; beyond, the table is read once. */
const lookedUpMax = 10_000;
const lookedUpShareMax = 0.05;

/** Whether it is cheaper to look up `count` of the rows of a table of about `tableRows` one by one. */
export const isLookedUp = (count: number, tableRows: number): boolean =>
  count <= Math.max(lookedUpMax, tableRows * lookedUpShareMax);
