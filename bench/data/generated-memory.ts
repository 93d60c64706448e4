import { generateText, pick } from "./generated-text";
import { randomOf, skewedRank, type Random } from "./random";

/** A memory of the bench; a pure function of its index, so that any of them can be made again alone. */
export type GeneratedMemory = {
  id: string;
  memory: string;
  userId: string | null;
  agentId: string | null;
  appId: string | null;
  runId: string | null;
  metadata: Record<string, string | number>;
  categories: string[];
  immutable: boolean;
  expirationDate: string | null;
  supersededBy: string | null;
  createdAt: string;
  updatedAt: string;
  /** Its earlier text, if it was ever updated. */
  earlierText: string | null;
};

export const rareCategory = "legal hold";
export const rareIncident = "INC-204";
const categories = "work food travel health family music sports finance home pets books weather".split(" ");
const sources = ["chat", "email", "call", "import"];
/** Shares of the ten apps, in percent of all memories; the rest has none. */
const appShares = [25, 12, 9, 7, 5, 4, 3, 2.5, 1.5, 1];
const userCount = 20_000;
const agentCount = 40;
const projectCount = 100;
const memoriesPerRun = 40;
const firstCreatedAt = Date.parse("2024-01-01T00:00:00Z");
const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

export function generateMemory(index: number): GeneratedMemory {
  const id = memoryIdAt(index);
  const random = randomOf(index);
  const createdMs = createdMsAt(index) + Math.floor(random.next() * minuteMs);
  const isUpdated = random.next() < 0.15;
  return {
    id,
    memory: generateText(random, index),
    userId: random.next() < 0.9 ? userAt(skewedRank(random, userCount)) : null,
    agentId: random.next() < 0.5 ? agentAt(skewedRank(random, agentCount)) : null,
    appId: pickApp(random),
    runId: random.next() < 0.5 ? runAt(index) : null,
    metadata: {
      source: sources[skewedRank(random, sources.length)] ?? "chat",
      project: projectAt(Math.floor(random.next() * projectCount)),
      priority: 1 + Math.floor(random.next() * 5),
      ...(index % 50_021 === 11 ? { incident: rareIncident } : {}),
    },
    categories: pickCategories(random, index),
    immutable: random.next() < 0.03,
    // Far from the day on which the bench runs, so that the same memories are expired on every day.
    expirationDate: random.next() < 0.05 ? pick(["2025-03-31", "2099-12-31"], random) : null,
    supersededBy: random.next() < 0.01 ? memoryIdAt(index + 1) : null,
    createdAt: new Date(createdMs).toISOString(),
    updatedAt: new Date(createdMs + (isUpdated ? random.next() * 30 * dayMs : 0)).toISOString(),
    earlierText: isUpdated && random.next() < 0.3 ? generateText(random, index) : null,
  };
}

export const userAt = (rank: number): string => `user-${rank + 1}`;
export const agentAt = (rank: number): string => `agent-${rank + 1}`;
export const appAt = (rank: number): string => `app-${rank + 1}`;
export const runAt = (index: number): string => `run-${Math.floor(index / memoriesPerRun)}`;
export const projectAt = (rank: number): string => `project-${rank + 1}`;
export const categoryAt = (rank: number): string => categories[rank] ?? rareCategory;

/** Memories are stored about in the order in which they are made: one a minute. */
export const createdMsAt = (index: number): number => firstCreatedAt + index * minuteMs;

/** A random UUID of version 4, the same for the same index. */
export function memoryIdAt(index: number): string {
  const random = randomOf(index ^ 0x5bd1e995);
  const hex = Array.from({ length: 4 }, () => random.bits().toString(16).padStart(8, "0")).join("");
  const variant = "89ab"[Number.parseInt(hex.charAt(16), 16) % 4];
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
}

function pickApp(random: Random): string | null {
  let chance = random.next() * 100;
  for (const [rank, share] of appShares.entries()) {
    if (chance < share) return appAt(rank);
    chance -= share;
  }
  return null;
}

function pickCategories(random: Random, index: number): string[] {
  const count = Math.floor(random.next() * 4);
  const picked = Array.from({ length: count }, () => categoryAt(skewedRank(random, categories.length)));
  if (index % 1000 === 3) picked.push(rareCategory);
  return [...new Set(picked)];
}
