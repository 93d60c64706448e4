import type { ProjectSettings } from "./project-settings";

/** What an add says of the extraction for itself alone. */
type Asked = {
  custom_instructions?: string | null | undefined;
  agent_custom_instructions?: string | null | undefined;
  includes?: string | null | undefined;
  excludes?: string | null | undefined;
};

/**
 * What a model is told beside its task, in order: of each kind the add's own instructions, else the project's. Those for agents
 * take the others' place where only an agent is named, and for what the assistant states where a user is named too
 * (https://docs.mem0.ai/platform/features/custom-instructions, "Which instructions apply").
 */
export const extractionInstructions = (
  asked: Asked,
  project: Pick<ProjectSettings, "custom_instructions" | "agent_custom_instructions">,
  names: { user: boolean; agent: boolean },
): string[] => {
  const general = asked.custom_instructions ?? project.custom_instructions;
  const forAgents = asked.agent_custom_instructions ?? project.agent_custom_instructions;
  const appliesToAgents = names.agent && Boolean(forAgents);
  return [
    appliesToAgents && !names.user ? forAgents : general,
    appliesToAgents && names.user && `For what the assistant states, follow this instead: ${forAgents ?? ""}`,
    asked.includes && `Write down in particular: ${asked.includes}`,
    asked.excludes && `Leave out: ${asked.excludes}`,
  ].filter((text): text is string => typeof text === "string" && text !== "");
};
