import type { Context } from "@/lib/access/context";
import { projectSettingsSchema, type ProjectSettings } from "@/lib/mem0-api/project-settings";
import { projectSettings } from "@/drizzle/schema/project";

/** The one project: its settings, when Lethe was set up, and when they were last changed. */
export type Project = { settings: ProjectSettings; createdAt: Date; changedAt: Date };

export const readProject = async ({ database }: Pick<Context, "database">): Promise<Project> => {
  const [row] = await database.select().from(projectSettings);
  if (row === undefined) throw new Error("The row of the project, which a migration made, is gone.");
  return {
    settings: projectSettingsSchema.parse(row.settings),
    createdAt: row.createdAt,
    changedAt: row.changedAt,
  };
};
