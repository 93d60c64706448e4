import type { UnreadableMemory } from "./unreadable";

type Odd = UnreadableMemory["odd"][number];

/** What is odd of a memory that could not be read, without any of it: "created_at is missing and metadata is text". */
export const oddWords = (odd: readonly Odd[]): string => list.format(odd.map(partWords));

const list = new Intl.ListFormat("en-GB");

const partWords = ({ field, oddity }: Odd): string => {
  const name = names[field] ?? field;
  switch (oddity) {
    case "missing":
      return `${name} is missing`;
    case "text":
      return `${name} is text${field === "categories" ? " instead of a list" : " instead of an object"}`;
    case "number":
      return `${name} is a number`;
    case "boolean":
      return `${name} is true or false`;
    case "list":
      return `${name} is a list`;
    case "object":
      return `${name} is an object`;
    case "unclear":
      return `${name} cannot be understood`;
    case "too_long":
      return `${name} is too long`;
  }
};

const names: Partial<Record<Odd["field"], string>> = {
  answer: "its answer",
  id: "its ID",
  memory: "its text",
};
