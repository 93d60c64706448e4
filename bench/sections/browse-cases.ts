import type { Filter } from "@/lib/filters/filter";
import {
  agentAt,
  appAt,
  categoryAt,
  createdMsAt,
  projectAt,
  rareCategory,
  rareIncident,
  runAt,
  userAt,
} from "../data/generated-memory";
import { searchWords } from "../data/generated-text";

/** A filter of the page, and the condition that somebody who writes SQL would write for it. */
export type BrowseCase = { name: string; filter: Filter | null; text: string; condition: string };

/** Each single filter. None of them is chosen for being quick: users and agents from the middle, the biggest app. */
export function singleFilters(rows: number): BrowseCase[] {
  const user = userAt(20);
  const agent = agentAt(5);
  const app = appAt(0);
  const run = runAt(Math.floor(rows / 2));
  const project = projectAt(16);
  const from = new Date(createdMsAt(Math.floor(rows * 0.6))).toISOString();
  const to = new Date(createdMsAt(Math.floor(rows * 0.61))).toISOString();
  return [
    byFilter("user", { field: "user_id", operator: "eq", value: user }, `user_id = '${user}'`),
    byFilter("agent", { field: "agent_id", operator: "eq", value: agent }, `agent_id = '${agent}'`),
    byFilter("app, 25 % of all", { field: "app_id", operator: "eq", value: app }, `app_id = '${app}'`),
    byFilter("run, about 20 memories", { field: "run_id", operator: "eq", value: run }, `run_id = '${run}'`),
    byCategory("category, 11 %", categoryAt(3)),
    byCategory("category, 0.1 %", rareCategory),
    byMetadata("metadata, 1 %", "project", project),
    byMetadata("metadata, rare", "incident", rareIncident),
    byText("text, in 21 %", searchWords.veryCommon),
    byText("text, in 2 %", searchWords.common),
    byText("text, rare", searchWords.rare),
    byText("text, absent", searchWords.absent),
    byFilter(
      "created, a range of 1 %",
      {
        and: [
          { field: "created_at", operator: "gte", value: from },
          { field: "created_at", operator: "lt", value: to },
        ],
      },
      `created_at >= '${from}' and created_at < '${to}'`,
    ),
    byFilter(
      "expired, 2.5 %",
      { field: "expiration_date", operator: "expired" },
      "expiration_date <= current_date",
    ),
    byFilter("immutable, 3 %", { field: "immutable", operator: "eq", value: true }, "immutable"),
  ];
}

const byFilter = (name: string, filter: Filter, condition: string): BrowseCase => ({
  name,
  filter,
  text: "",
  condition,
});

const byCategory = (name: string, value: string) =>
  byFilter(name, { field: "categories", operator: "contains", value }, `categories @> array['${value}']`);

const byMetadata = (name: string, key: string, value: string) =>
  byFilter(
    name,
    { field: "metadata", key, operator: "eq", value },
    `metadata @> '${JSON.stringify({ [key]: value })}'`,
  );

/** As typed into the search box. */
const byText = (name: string, word: string): BrowseCase => ({
  name,
  filter: null,
  text: word,
  condition: `coalesce(folded, lower(memory collate "C")) like '%${word}%'`,
});
