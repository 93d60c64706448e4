import { z } from "zod";
import { storableText } from "@/lib/memories/storable";
import { withoutEffect } from "./without-effect";

/** Lethe has one organisation and one project: both have this id, and nobody else's does. */
export const theProject = "lethe";

const lengthMax = 20_000;
const instructions = storableText.max(lengthMax, `is longer than ${lengthMax} characters`);
/** A name for each category, or names with what they mean: both are documented. */
const categories = z
  .array(z.union([storableText.max(200), z.record(storableText.max(200), storableText.max(2000))]))
  .max(200);

/**
 * What is kept of the project, by Mem0's names, each with its default (https://docs.mem0.ai/api-reference/project/get-project).
 * Only the instructions do anything; the rest is given back as it was set.
 */
export const projectSettingsSchema = z.object({
  name: storableText.max(200).default(theProject),
  description: storableText.max(2000).nullable().default(null),
  custom_instructions: instructions.nullable().default(null),
  agent_custom_instructions: instructions.nullable().default(null),
  custom_categories: categories.default([]),
  multilingual: z.boolean().default(false),
  memory_depth: storableText.max(200).nullable().default(null),
  usecase: storableText.max(200).nullable().default(null),
  decay: z.boolean().default(false),
  enable_graph: z.boolean().default(false),
  version: storableText.max(20).default("v3"),
});
export type ProjectSettings = z.output<typeof projectSettingsSchema>;
export type ProjectSetting = keyof ProjectSettings;

/** Kept and given back, while nothing that Lethe does depends on them. */
const idleSettings: ReadonlySet<ProjectSetting> = new Set([
  "custom_categories",
  "multilingual",
  "memory_depth",
  "usecase",
  "decay",
  "enable_graph",
  "version",
]);

const kept = (why = "") => `Kept and given back, without effect. ${why}`.trim();
const shape = projectSettingsSchema.shape;
const asked = <Schema extends z.ZodType>(schema: Schema, text: string) =>
  schema.nullish().describe(`${text} null: the default again.`);

/** One text, or lines of one; however it is written, it is kept as one text, and has to be readable as such. */
const linesParameter = z
  .unknown()
  .transform((given) =>
    Array.isArray(given) && given.every((line) => typeof line === "string") ? given.join("\n") : given,
  )
  .pipe(instructions)
  .meta({
    anyOf: [
      { type: "string", maxLength: lengthMax },
      { type: "array", items: { type: "string" } },
    ],
  });

/** The settings in a change. Absent ones stay; an empty text is none. */
export const projectChangeParameters = {
  name: asked(shape.name.unwrap().min(1), "What the project is called; its ID stays."),
  description: asked(shape.description.unwrap(), "Of the project."),
  custom_instructions: asked(
    linesParameter,
    "Passed to the model with `infer`, unless the add brings its own. Several become one text, a line each.",
  ),
  agent_custom_instructions: asked(
    instructions,
    "The same for what an agent is to remember, in place of `custom_instructions`.",
  ),
  custom_categories: asked(categories, kept("Lethe assigns no categories.")),
  multilingual: asked(
    z.boolean(),
    kept("The model is always asked to keep to the language that was spoken."),
  ),
  memory_depth: asked(storableText.max(200), kept()),
  usecase_setting: asked(
    z.union([storableText.max(200), z.number()]),
    kept("It is given back as `usecase`."),
  ),
  decay: asked(z.boolean(), kept("Searches rank by the query alone.")),
  enable_graph: asked(z.boolean(), kept()),
  version: asked(storableText.max(20), kept("Every version of the API is answered.")),
  retrieval_criteria: withoutEffect(z.unknown(), "Not kept."),
};
type Change = z.output<z.ZodObject<typeof projectChangeParameters>>;

/** A change as it is kept: null takes a setting away, so that its default is back. */
export const settingsOf = (change: Change): Partial<Record<ProjectSetting, unknown>> => {
  const { usecase_setting, retrieval_criteria: _unused, ...others } = change;
  const all = {
    ...others,
    usecase: typeof usecase_setting === "number" ? String(usecase_setting) : usecase_setting,
  };
  return Object.fromEntries(
    Object.entries(all)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, typeof value === "string" && value.trim() === "" ? null : value]),
  );
};

/** Those of the settings that do nothing but to be given back. */
export const idleOf = (settings: Partial<Record<ProjectSetting, unknown>>): string[] =>
  Object.entries(settings)
    .filter(([name, value]) => value !== null && idleSettings.has(name as ProjectSetting))
    .map(([name]) => name);
