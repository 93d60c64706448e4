import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Conversation, Fact, FactOptions } from "../conversation";

export type SampleMemory = {
  id: string;
  memory: string;
  userId: string | null;
  agentId: string | null;
  appId: string | null;
  runId: string | null;
  categories: string[];
  metadata: Record<string, unknown>;
  immutable: boolean;
  /** YYYY-MM-DD */
  expirationDate: string | null;
  createdAt: Date;
  updatedAt: Date;
  /** The id of the newer memory that replaced this one. */
  supersededBy: string | null;
  /** Every change of the text, oldest first; the last `newMemory` is `memory`. */
  versions: { oldMemory: string; newMemory: string; changedAt: Date }[];
};

// By the launcher alone, which runs from the sources: no bundle of Next has to carry the file.
const conversations = readFileSync(new URL("../conversations.jsonl", import.meta.url), "utf8")
  .trimEnd()
  .split("\n")
  .map((line) => JSON.parse(line) as Conversation);

const dayMs = 86_400_000;
const idNamespace = Buffer.from("5b0f1c5e7d0a4f6c9a3e2f4b8c6d7e10", "hex");

/** About 500 invented memories; the same `now` always gives the same memories, and ids do not depend on it. */
export function sampleMemories(now: Date): SampleMemory[] {
  const facts = conversations.flatMap((conversation) => {
    const startedAt = instantDaysBefore(
      now,
      conversation.daysAgo,
      `${conversation.run} ${conversation.user}`,
    );
    let secondsIn = 0;
    return conversation.facts.map((fact) => {
      const { text, categories, options } = unpack(fact);
      const id = idOf(conversation, options, text);
      secondsIn += 8 + Math.round(fractionOf(id) * 70);
      const createdAt = new Date(Math.min(startedAt.getTime() + secondsIn * 1000, now.getTime()));
      return { conversation, text, categories, options, id, createdAt };
    });
  });

  const idByKey = new Map(
    facts.flatMap(({ options, id }) => (options.key ? [[options.key, id] as const] : [])),
  );

  return facts.map(({ conversation, text, categories, options, id, createdAt }) => {
    const memory = withDates(text, now);
    const versions = versionsOf(options, memory, now);
    return {
      id,
      memory,
      userId: options.agentSaid ? null : (conversation.user ?? null),
      agentId: conversation.agent ?? null,
      appId: conversation.app ?? null,
      runId: conversation.run ?? null,
      categories,
      metadata: structuredClone({ ...conversation.metadata, ...options.metadata }),
      immutable: options.immutable ?? false,
      expirationDate:
        options.expiresInDays === undefined
          ? null
          : new Date(now.getTime() + options.expiresInDays * dayMs).toISOString().slice(0, 10),
      createdAt,
      updatedAt: versions.at(-1)?.changedAt ?? createdAt,
      supersededBy: options.supersededBy === undefined ? null : idOfKey(idByKey, options.supersededBy),
      versions,
    };
  });
}

function unpack(fact: Fact): { text: string; categories: string[]; options: FactOptions } {
  if (typeof fact === "string") return { text: fact, categories: [], options: {} };
  const [text, categories, options = {}] = fact;
  return { text, categories: categories === "" ? [] : categories.split(" "), options };
}

function versionsOf(options: FactOptions, memory: string, now: Date): SampleMemory["versions"] {
  const earlier = options.earlier ?? [];
  return earlier.map(([text, replacedDaysAgo], index) => ({
    oldMemory: withDates(text, now),
    newMemory: withDates(earlier[index + 1]?.[0] ?? memory, now),
    changedAt: instantDaysBefore(now, replacedDaysAgo, text),
  }));
}

/** Whole days get a time of day of their own, derived from `seed`; less than a day is taken as it is. */
function instantDaysBefore(now: Date, days: number, seed: string): Date {
  const exactDays = days < 1 ? days : days + fractionOf(seed) * 0.9;
  return new Date(Math.floor((now.getTime() - exactDays * dayMs) / 1000) * 1000);
}

function withDates(text: string, now: Date): string {
  return text.replace(/\{([+-]\d+)(?: ([\w-]+))?\}/g, (_, days: string, locale: string | undefined) =>
    new Intl.DateTimeFormat(locale ?? "en-GB", { day: "numeric", month: "long", timeZone: "UTC" }).format(
      new Date(now.getTime() + Number(days) * dayMs),
    ),
  );
}

function fractionOf(seed: string): number {
  return createHash("sha1").update(seed).digest().readUInt32BE(0) / 2 ** 32;
}

/** A name-based UUID (version 5) over what makes a sample memory itself: its scope and its text. */
function idOf({ user, agent, app, run }: Conversation, options: FactOptions, text: string): string {
  const name = JSON.stringify([user, agent, app, run, options.agentSaid === true, text]);
  const bytes = createHash("sha1").update(idNamespace).update(name).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function idOfKey(idByKey: ReadonlyMap<string, string>, key: string): string {
  const id = idByKey.get(key);
  if (id === undefined) throw new Error(`No sample memory has the key ${key}`);
  return id;
}
