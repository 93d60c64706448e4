/** Of memories whose id is taken by others; empty for none. Ids are never written over, also where a file has one of them twice. */
export const differingWords = (count: number): string => {
  if (count === 0) return "";
  const [memories, were] =
    count === 1
      ? ["1 memory of this file says", "was"]
      : [`${count.toLocaleString("en")} memories of this file say`, "were"];
  return `${memories} something else than what is stored under the same id, and ${were} not taken over.`;
};
