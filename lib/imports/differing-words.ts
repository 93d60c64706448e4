/** Of memories whose id is taken by others; empty for none. Ids are never written over, also where a file has one of them twice. */
export const differingWords = (count: number): string => {
  if (count === 0) return "";
  const [memories, were] =
    count === 1
      ? ["1 memory in this file differs", "was"]
      : [`${count.toLocaleString("en")} memories in this file differ`, "were"];
  return `${memories} from what is stored under the same ID, and ${were} not imported.`;
};
