import { randomOf, skewedRank, type Random } from "./random";

/** Words that are searched for, by how often they occur. */
export const searchWords = {
  /** In 21 of 100 memories. */
  veryCommon: "coffee",
  /** In 2 of 100. */
  common: "marathon",
  /** In one of 25,013. */
  rare: "xylophone",
  absent: "mandolin",
};

const vocabularySize = 20_000;
const rareEvery = 25_013;
const syllables = (
  "ba be bor da del di do en er fa fi for ga gen ha hin in ka kel la lem li lor ma men mi mo na ne nor " +
  "pa per pi po ra re rin ro sa sen si so ta ter ti to ul va ver vi wa we win ya yo za"
).split(" ");
const openings = ["Likes", "Prefers", "Works on", "Moved to", "Asked about", "Plans", "Avoids", "Remembers"];
const otherScripts = [
  "東京に住んでいます",
  "любит зиму 🌨️",
  "يحب القهوة",
  "공원에서 산책",
  "✈️ voyage à Zürich",
];

const vocabulary = Array.from({ length: vocabularySize }, (_, rank) => wordOf(rank));

/** The text of a memory: about 80 characters; one in a hundred is some thousand long. Has no backslash, tab or newline. */
export function generateText(random: Random, index: number): string {
  const chance = random.next();
  const length = chance < 0.01 ? 1000 + random.next() * 3000 : 60 + random.next() * 30;
  let text = pick(openings, random);
  if (random.next() < 0.21) text += ` ${searchWords.veryCommon}`;
  if (random.next() < 0.02) text += ` ${searchWords.common}`;
  if (index % rareEvery === 5) text += ` ${searchWords.rare}`;
  if (chance > 0.98) text += ` ${pick(otherScripts, random)}`;
  while (text.length < length) text += ` ${vocabulary[skewedRank(random, vocabularySize)] ?? ""}`;
  return `${text}.`;
}

export function pick<Value>(values: readonly Value[], random: Random): Value {
  const value = values[Math.floor(random.next() * values.length)];
  if (value === undefined) throw new Error("There is nothing to pick from.");
  return value;
}

/** Frequent words are short, as in any language. */
function wordOf(rank: number): string {
  const random = randomOf(1_000_003 + rank);
  const count = rank < 100 ? 1 + (rank % 2) : rank < 2000 ? 2 + (rank % 2) : 3 + (rank % 2);
  return Array.from({ length: count }, () => pick(syllables, random)).join("");
}
