const openings = [
  "Prefers",
  "No longer likes",
  "Asked twice about",
  "Is saving for",
  "Wants a reminder about",
  "Recommends",
  "Is allergic to",
  "Compares prices of",
  "Has finished with",
  "Would rather not discuss",
];
const things = [
  "quiet night trains",
  "the blue ceramic kettle",
  "a folding kayak",
  "sourdough with caraway",
  "the seven o'clock swimming lesson",
  "wool insoles",
  "a second-hand cello",
  "the tax office on the square",
  "pear trees on clay",
  "a lighthouse in winter",
  "handwritten maps",
  "paper calendars",
  "an electric moped",
];
const closings = [
  "when it rains",
  "before the summer",
  "since the last move",
  "for the workshop",
  "on weekdays",
  "because of the stairs",
  "after the second attempt",
];

/** An invented fact, another for every number up to 910, and with the number in it, so that no two are alike. */
export const inventedText = (number: number): string =>
  `${at(openings, number)} ${at(things, number)} ${at(closings, number)} (note ${number})`;

const at = (words: readonly string[], number: number): string => words[number % words.length] ?? "";
