import type { Deletion } from "../types";

/** How many memories a deletion left as holds cover them. */
export const heldIn = ({
  heldCount,
  heldBesideCount,
}: Pick<Deletion, "heldCount" | "heldBesideCount">): number => heldCount + heldBesideCount;

/** "12 memories are held by “Case 7” and stay"; the holds are named where this role sees them. */
export const heldWords = (count: number, holds: readonly { name: string }[]): string => {
  const by = holds.length === 0 ? "" : ` by ${namesOf(holds)}`;
  return `${count.toLocaleString("en-US")} ${count === 1 ? "memory is" : "memories are"} held${by} and ${count === 1 ? "stays" : "stay"}`;
};

const namedMax = 3;

const namesOf = (holds: readonly { name: string }[]): string => {
  const names = holds.slice(0, namedMax).map(({ name }) => `“${name}”`);
  const more = holds.length - names.length;
  const all = more > 0 ? [...names, `${more} more ${more === 1 ? "hold" : "holds"}`] : names;
  return all.length < 2 ? all.join("") : `${all.slice(0, -1).join(", ")} and ${all.at(-1)}`;
};
