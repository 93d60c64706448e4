import { describe, expect, it } from "vitest";
import { sampleCategories } from "../conversation";
import { sampleMemories, type SampleMemory } from "./sample-memories";

const now = new Date("2026-03-14T09:26:53.000Z");
const today = "2026-03-14";
const dayMs = 86_400_000;
const memories = sampleMemories(now);
const byId = new Map(memories.map((memory) => [memory.id, memory]));

const count = (holds: (memory: SampleMemory) => boolean) => memories.filter(holds).length;
const distinct = (values: (string | null)[]) => new Set(values.filter((value) => value !== null)).size;

function expectBetween(value: number, min: number, max: number) {
  expect(value).toBeGreaterThanOrEqual(min);
  expect(value).toBeLessThanOrEqual(max);
}

describe("sampleMemories", () => {
  it("gives about 500 memories with unique, valid ids", () => {
    expectBetween(memories.length, 480, 520);
    expect(byId.size).toBe(memories.length);
    for (const { id } of memories)
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it("gives the same memories for the same now, and the same ids for any", () => {
    expect(sampleMemories(new Date(now))).toEqual(memories);
    const later = sampleMemories(new Date(now.getTime() + 100 * dayMs));
    expect(later.map(({ id }) => id)).toEqual(memories.map(({ id }) => id));
  });

  it("shares nothing between two calls", () => {
    const spoiled = sampleMemories(now);
    for (const memory of spoiled) {
      memory.categories.push("spoiled");
      memory.metadata.spoiled = true;
    }
    expect(sampleMemories(now)).toEqual(memories);
  });

  it("scopes every memory to entities of varied shapes", () => {
    expect(distinct(memories.map(({ appId }) => appId))).toBe(3);
    expectBetween(distinct(memories.map(({ agentId }) => agentId)), 5, 6);
    expectBetween(distinct(memories.map(({ userId }) => userId)), 22, 28);
    expect(distinct(memories.map(({ runId }) => runId))).toBeGreaterThan(90);
    for (const { userId, agentId, appId, runId } of memories)
      expect(userId ?? agentId ?? appId ?? runId).not.toBeNull();
    for (const shape of [/\s/, /\//, /@/, /[^\x20-\x7e]/, /^\d+$/, /'/, /\|/])
      expect(
        memories.some(({ userId }) => userId !== null && shape.test(userId)),
        String(shape),
      ).toBe(true);
  });

  it("keeps what agents said under the agent, in the runs of users", () => {
    const agentSaid = memories.filter(({ userId, agentId }) => userId === null && agentId !== null);
    expectBetween(agentSaid.length / memories.length, 0.06, 0.1);
    const userRuns = new Set(memories.filter(({ userId }) => userId !== null).map(({ runId }) => runId));
    expect(agentSaid.filter(({ runId }) => runId !== null && userRuns.has(runId)).length).toBeGreaterThan(25);
    const only = (key: "appId" | "runId") =>
      count(
        (m) => m[key] !== null && [m.userId, m.agentId, m.appId, m.runId].filter((id) => id).length === 1,
      );
    expectBetween(only("appId"), 8, 25);
    expectBetween(only("runId"), 4, 12);
  });

  it("uses the twelve categories, none to three a memory", () => {
    for (const { categories } of memories) {
      expect(categories.length).toBeLessThanOrEqual(3);
      expect(new Set(categories).size).toBe(categories.length);
      for (const category of categories) expect(sampleCategories).toContain(category);
    }
    for (const category of sampleCategories)
      expect(
        count(({ categories }) => categories.includes(category)),
        category,
      ).toBeGreaterThan(15);
    expect(count(({ categories }) => categories.length === 0)).toBeGreaterThan(15);
  });

  it("has empty, nested and listed metadata that survives JSON", () => {
    expectBetween(count(({ metadata }) => Object.keys(metadata).length === 0) / memories.length, 0.25, 0.5);
    const values = memories.flatMap(({ metadata }) => Object.values(metadata));
    expect(values.some((value) => Array.isArray(value))).toBe(true);
    expect(values.some((value) => typeof value === "object" && !Array.isArray(value))).toBe(true);
    for (const { metadata } of memories) expect(JSON.parse(JSON.stringify(metadata))).toEqual(metadata);
  });

  it("has immutable memories, which were never changed or replaced", () => {
    const immutable = memories.filter((memory) => memory.immutable);
    expectBetween(immutable.length, 16, 24);
    for (const { versions, supersededBy } of immutable) {
      expect(versions).toEqual([]);
      expect(supersededBy).toBeNull();
    }
  });

  it("has expiration dates after creation, half of them in the past", () => {
    const dates = memories.flatMap(({ expirationDate, createdAt }) =>
      expirationDate === null ? [] : [{ expirationDate, createdAt }],
    );
    const expired = dates.filter(({ expirationDate }) => expirationDate < today).length;
    expectBetween(dates.length, 30, 40);
    expectBetween(expired / dates.length, 0.4, 0.6);
    for (const { expirationDate, createdAt } of dates) {
      expect(expirationDate).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      expect(expirationDate >= createdAt.toISOString().slice(0, 10)).toBe(true);
    }
  });

  it("spreads over fourteen months, skewed to the recent, never past now", () => {
    const ages = memories
      .map(({ createdAt }) => (now.getTime() - createdAt.getTime()) / dayMs)
      .sort((a, b) => a - b);
    expectBetween(ages.at(-1) ?? 0, 390, 427);
    expect(ages[0]).toBeGreaterThanOrEqual(0);
    expect(ages[0]).toBeLessThan(1);
    expectBetween(ages[Math.floor(ages.length / 2)] ?? 0, 30, 130);
    for (const { createdAt, updatedAt } of memories) {
      expect(updatedAt.getTime()).toBeGreaterThanOrEqual(createdAt.getTime());
      expect(updatedAt.getTime()).toBeLessThanOrEqual(now.getTime());
    }
  });

  it("has about thirty updated memories whose versions lead to their text", () => {
    const updated = memories.filter(({ versions }) => versions.length > 0);
    expectBetween(updated.length, 25, 45);
    for (const { memory, versions, createdAt, updatedAt } of updated) {
      expect(versions.at(-1)?.newMemory).toBe(memory);
      expect(versions.at(-1)?.changedAt).toEqual(updatedAt);
      let [text, at] = [versions[0]?.oldMemory, createdAt];
      for (const { oldMemory, newMemory, changedAt } of versions) {
        expect(oldMemory).toBe(text);
        expect(newMemory).not.toBe(oldMemory);
        expect(changedAt.getTime()).toBeGreaterThan(at.getTime());
        [text, at] = [newMemory, changedAt];
      }
    }
  });

  it("has about twelve memories superseded by newer ones of the same user, in chains of two and three", () => {
    const superseded = memories.filter(({ supersededBy }) => supersededBy !== null);
    expectBetween(superseded.length, 11, 14);
    for (const { supersededBy, createdAt, userId } of superseded) {
      const newer = byId.get(supersededBy ?? "");
      expect(newer?.userId).toBe(userId);
      expect(newer?.createdAt.getTime()).toBeGreaterThan(createdAt.getTime());
    }
    const chainsOfThree = superseded.filter(({ supersededBy }) => byId.get(supersededBy ?? "")?.supersededBy);
    expectBetween(chainsOfThree.length, 3, 6);
  });

  it("has texts of every length and no text twice", () => {
    const lengths = memories.map(({ memory }) => memory.length);
    expect(new Set(memories.map(({ memory }) => memory)).size).toBe(memories.length);
    expect(count(({ memory }) => memory.split(/\s+/).length <= 4)).toBeGreaterThan(5);
    expect(lengths.filter((length) => length > 9_000 && length < 11_000)).toHaveLength(2);
    const long = memories.find(({ memory }) => memory.length > 9_000)?.memory ?? "";
    const sentences = long.split(/(?<=[.!?])\s+/);
    expect(new Set(sentences).size / sentences.length).toBeGreaterThan(0.97);
    expect(memories.some(({ memory }) => /\{[+-]\d/.test(memory))).toBe(false);
  });

  it("has other scripts and awkward characters", () => {
    const awkward = {
      han: /\p{Script=Han}/u,
      hiragana: /\p{Script=Hiragana}/u,
      arabic: /\p{Script=Arabic}/u,
      hebrew: /\p{Script=Hebrew}/u,
      devanagari: /\p{Script=Devanagari}/u,
      cyrillic: /\p{Script=Cyrillic}/u,
      greek: /\p{Script=Greek}/u,
      hangul: /\p{Script=Hangul}/u,
      thai: /\p{Script=Thai}/u,
      rightToLeftWithLatin: /\p{Script=Arabic}.*[A-Za-z]{2}.*\p{Script=Arabic}/u,
      familyEmoji: /\p{Extended_Pictographic}\u200d\p{Extended_Pictographic}\u200d\p{Extended_Pictographic}/u,
      flag: /\p{Regional_Indicator}{2}/u,
      combiningAccent: /[a-z]\p{Mn}/iu,
      markup: /<script>alert\(1\)<\/script>/,
      tabAndNewline: /\n\t/,
      zeroWidthSpace: /\u200b/,
    };
    for (const [name, pattern] of Object.entries(awkward))
      expect(
        count(({ memory }) => pattern.test(memory)),
        name,
      ).toBeGreaterThan(0);
  });

  it("holds no e-mail address that could be someone's", () => {
    for (const { memory } of memories)
      for (const [address] of memory.matchAll(/\S+@\S+/g)) expect(address).toMatch(/@example\.com\W*$/);
  });
});
