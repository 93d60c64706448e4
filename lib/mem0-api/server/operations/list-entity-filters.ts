import { z } from "zod";
import { withinReach } from "@/lib/access/restriction";
import { filterFields, type FilterFieldName } from "@/lib/mem0-api/filter-fields";
import { noBody, nothing, operation } from "@/lib/mem0-api/server/operation";
import { listCategories } from "@/lib/stores/builtin/list-categories";
import { listEntitiesOfAllKinds } from "@/lib/stores/builtin/list-entities-of-all-kinds";

const valuesMax = 1000;

type Shown = { label: string; type: string; placeholder: string };
const text = (label: string, placeholder: string): Shown => ({ label, type: "text", placeholder });
const date = (label: string): Shown => ({ label, type: "date", placeholder: "2026-01-31" });

/** Of each filter what a form shows; typed by the filters there are, so that a new one cannot be forgotten here. */
const shown: Record<FilterFieldName, Shown> = {
  user_id: text("User", "alice"),
  agent_id: text("Agent", "support-agent"),
  app_id: text("App", "shop"),
  run_id: text("Run", "session-1"),
  created_at: date("Created"),
  updated_at: date("Updated"),
  timestamp: date("Created (timestamp)"),
  expiration_date: date("Expires"),
  text: text("Text", "at least 3 characters"),
  categories: text("Categories", "travel"),
  metadata: { label: "Metadata", type: "object", placeholder: '{"source": "email"}' },
  keywords_search: text("Text (keywords_search)", "at least 3 characters"),
  memory_ids: text("Memory IDs", "00000000-0000-4000-8000-000000000000"),
  keywords: text("Text (keywords)", "at least 3 characters"),
  text_length: { label: "Text length", type: "object", placeholder: '{"gt": 1000}' },
  duplicate: text("Duplicates", "any"),
  import: text("Import", "00000000-0000-4000-8000-000000000000"),
  held: text("On hold", "true"),
};

// Their names are keys of that object.
const names = Object.keys(filterFields) as FilterFieldName[];
const parameters = names.map((name) => ({ name, ...shown[name], options: [] }));

const parameterSchema = z.object({
  name: z.string(),
  label: z.string(),
  type: z.string(),
  placeholder: z.string(),
  options: z.array(z.never()),
});

/** https://docs.mem0.ai/api-reference (entities_filters_list) */
export const listEntityFilters = operation({
  id: "list_entity_filters",
  method: "GET",
  path: "/v1/entities/filters/",
  group: "Entities",
  summary: "What memories can be filtered by",
  permission: "memories:read",
  pathParameters: nothing,
  query: nothing,
  body: noBody,
  answer: z.object({
    event_type: z.array(z.enum(["ADD", "DELETE"])).describe("The events that are recorded."),
    categories: z
      .array(z.string())
      .describe(`Of memories that are stored; the first ${valuesMax} from A to Z.`),
    users: z.array(z.string()).describe(`Whom memories name; the first ${valuesMax} from A to Z.`),
    parameters: z.array(parameterSchema).describe("The filters of a list or a search."),
  }),
  differs: `At most ${valuesMax} users and categories; the events and filters are those that Lethe has.`,
  handler: async (ctx) => {
    const [categories, { entities }] = await Promise.all([
      listCategories(ctx.database, { filter: withinReach(ctx, null), limit: valuesMax }),
      listEntitiesOfAllKinds(ctx, { offset: 0, limit: valuesMax }),
    ]);
    return {
      event_type: ["ADD" as const, "DELETE" as const],
      categories,
      users: entities.flatMap(({ kind, value }) => (kind === "user" ? [value] : [])),
      parameters,
    };
  },
});
