import type { EntityKind } from "@/lib/memories/entity";

/** What an entity of each kind is called. */
export const entityWords: Record<EntityKind, { one: string; many: string; title: string; titles: string }> = {
  user: { one: "user", many: "users", title: "User", titles: "Users" },
  agent: { one: "agent", many: "agents", title: "Agent", titles: "Agents" },
  app: { one: "app", many: "apps", title: "App", titles: "Apps" },
  run: { one: "run", many: "runs", title: "Run", titles: "Runs" },
};

/** "1 user", "12,345 agents": a number with its noun. */
export const entityCountWords = (count: number, kind: EntityKind): string =>
  `${count.toLocaleString("en")} ${count === 1 ? entityWords[kind].one : entityWords[kind].many}`;
