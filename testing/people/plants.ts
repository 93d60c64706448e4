import { seededRandom } from "@/testing/seeded-random";

/** A memory as the tests of people know it. */
export type PersonMemory = {
  memory: string;
  userId: string | null;
  agentId: string | null;
  appId: string | null;
  runId: string | null;
  metadata: Record<string, unknown>;
  createdAt: Date;
};

/** Whom the memories of `userId` are about. */
export type Person = { userId: string; first: string; last: string };

/** What a search for the person has to bring up; each a set of memories, and none is in two. */
export type Planted = {
  memories: PersonMemory[];
  theirs: ReadonlySet<PersonMemory>;
  /** Of other users, and of nobody. */
  mentions: ReadonlySet<PersonMemory>;
  /** Without a user, in their runs, or naming them. */
  byAgents: ReadonlySet<PersonMemory>;
  /** What is typed in the search. */
  typed: string;
};

const surnames = ["Smith", "Okonkwo", "Lindqvist", "Ferreira", "Haddad", "Yamamoto"];
export const surnameAt = (seed: number): string => surnames[seed % surnames.length] ?? "Smith";

/**
 * Puts copies of a person's memories under aliases, mentions of them into other people's memories, texts and metadata, and what agents
 * noted in their runs; and beside it people who are called nearly so. The same for the same seed.
 */
export const plantPerson = (base: readonly PersonMemory[], person: Person, seed: number): Planted => {
  const random = seededRandom(seed);
  const pick = <Item>(items: readonly Item[]): Item => {
    const item = items[Math.floor(random() * items.length)];
    if (item === undefined) throw new Error("There is nothing to pick from.");
    return item;
  };
  const { first, last } = person;
  const email = `${first}.${last}@example.com`.toLowerCase();
  const own = base.filter(({ userId }) => userId === person.userId);
  const others = base.filter(({ userId }) => userId !== null && userId !== person.userId);
  const theirRuns = new Set(own.flatMap(({ runId }) => runId ?? []));
  const names = isNamed(first);
  // Those that are there already.
  const theirs = new Set(own);
  const mentions = new Set(others.filter(({ memory }) => names(memory)));
  const byAgents = new Set(
    base.filter(
      ({ userId, runId, memory }) =>
        userId === null && ((runId !== null && theirRuns.has(runId)) || (names(memory) && runId !== null)),
    ),
  );
  const planted: PersonMemory[] = [];
  const plant = (into: Set<PersonMemory> | null, memory: PersonMemory) => {
    planted.push(memory);
    into?.add(memory);
  };

  const aliases = shuffled(aliasesOf(first, last, email), random).slice(0, 5);
  for (const userId of aliases)
    for (let count = 1 + Math.floor(random() * 3); count > 0; count--)
      plant(theirs, { ...pick(own), userId, runId: `${userId}-run` });

  const written = namesOf(first, last, email);
  for (let count = 0; count < 40; count++) {
    const name = count % 10 === 9 && first.length >= 6 ? misspelled(first, random) : pick(written);
    const text = pick(sentences).replace("{name}", name);
    const memory = count % 13 === 12 ? `${"And much more. ".repeat(400)}${text}` : text;
    plant(mentions, { ...pick(others), memory });
  }
  for (let count = 0; count < 10; count++) {
    const memory = "Has a meeting on Thursday.";
    plant(mentions, { ...pick(others), memory, metadata: pick(metadataOf(first, last, email)) });
  }
  for (const runId of shuffled([...theirRuns], random).slice(0, 12))
    plant(byAgents, { ...pick(own), userId: null, agentId: "support-bot", runId, memory: pick(facts) });
  for (let count = 0; count < 8; count++) {
    const memory = pick(sentences).replace("{name}", pick(written));
    plant(byAgents, { ...pick(others), userId: null, agentId: "support-bot", memory });
  }
  // An agent that is called just as they are, and took part in what others said.
  plant(null, { ...pick(others), agentId: person.userId, memory: "Takes the tram to work." });
  for (const userId of [`alex.${last}`, `${first.slice(0, 1)}.brown`, "somebody.else@example.com"])
    plant(null, { ...pick(others), userId, memory: `Lives near ${last} street, and likes planning.` });

  return {
    memories: shuffled([...base, ...planted], random),
    theirs,
    mentions,
    byAgents,
    typed: `${first} ${last}, ${email}, ${person.userId}`,
  };
};

/** Not the same letters in other words. */
const isNamed = (first: string) => {
  const pattern = new RegExp(`(?<!\\p{L})${first}s?(?!\\p{L})`, "iu");
  return (text: string) => pattern.test(text);
};

const aliasesOf = (first: string, last: string, email: string): string[] => [
  email,
  email.replace("@", "+news@"),
  `${first}_${last}`,
  `${first}${last}`,
  `${last}-${first}`.toLowerCase(),
  `${first.slice(0, 1)}${last}`.toLowerCase(),
  `${first}_${last.slice(0, 1)}`,
  `${first.toUpperCase()} ${last.toUpperCase()}`,
  fullWidth(`${first} ${last}`),
  accented(`${first}.${last}`),
  `${first}.${last}`.toLowerCase().replace(/(.)(?=\.)/u, "$1$1"),
  `user_${first}_${last}_92`.toLowerCase(),
];

const namesOf = (first: string, last: string, email: string): string[] => [
  first,
  first.toUpperCase(),
  `${first}'s cousin`,
  `${first} ${last}`,
  `${last}, ${first}`,
  `${first}_${last}`.toLowerCase(),
  `Mrs. ${last}`,
  `${first.slice(0, 1)}. ${last}`,
  fullWidth(first),
  email,
];

const sentences = [
  "Picked up {name} from the station before the concert.",
  "Wants to invite {name} to the party in May",
  "{name} recommended the dentist on Harbour Street.",
  "Owes “{name}” 40 euros;",
];

const metadataOf = (first: string, last: string, email: string): Record<string, unknown>[] => [
  { contact: `${first} ${last}` },
  { participants: ["Zed", first] },
  { ticket: { requester: email, open: true } },
  { note: `first line\n${first}\tsecond` },
  { [`${first} ${last}`]: 3 },
];

const facts = [
  "The refund was confirmed for the next day.",
  "Recommended the earlier train, and it was booked.",
  "Explained how the export works.",
];

const misspelled = (word: string, random: () => number): string => {
  const place = 1 + Math.floor(random() * (word.length - 2));
  const letters = Array.from(word);
  const kind = Math.floor(random() * 3);
  if (kind === 0) letters.splice(place, 1);
  else if (kind === 1) letters.splice(place, 0, letters[place] ?? "");
  else letters.splice(place, 2, letters[place + 1] ?? "", letters[place] ?? "");
  return letters.join("");
};

const fullWidth = (text: string): string =>
  text.replace(/[!-~]/gu, (letter) => String.fromCodePoint((letter.codePointAt(0) ?? 0) + 0xfee0));

const accented = (text: string): string =>
  text.replace(/[aeo]/u, (letter) => ({ a: "á", e: "é", o: "ö" })[letter] ?? letter);

const shuffled = <Item>(items: readonly Item[], random: () => number): Item[] =>
  items
    .map((item) => ({ item, place: random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
