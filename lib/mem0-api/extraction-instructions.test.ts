import { expect, it } from "vitest";
import { extractionInstructions } from "./extraction-instructions";

const project = { custom_instructions: "project", agent_custom_instructions: "project agent" };
const none = { custom_instructions: null, agent_custom_instructions: null };
const [user, agent] = [
  { user: true, agent: false },
  { user: false, agent: true },
];
const forAssistant = (text: string) => `For what the assistant states, follow this instead: ${text}`;

it.each([
  ["a user gets the general ones", {}, project, user, ["project"]],
  ["an agent gets its own", {}, project, agent, ["project agent"]],
  ["both get both", {}, project, { user: true, agent: true }, ["project", forAssistant("project agent")]],
  ["an app or a run gets the general ones", {}, project, { user: false, agent: false }, ["project"]],
  [
    "without any for agents, these fall back to the general ones",
    {},
    { ...project, agent_custom_instructions: null },
    agent,
    ["project"],
  ],
  ["an add's own take the project's place", { custom_instructions: "own" }, project, user, ["own"]],
  ["an add's own for agents do, too", { agent_custom_instructions: "own" }, project, agent, ["own"]],
  ["an empty text of an add is none", { custom_instructions: "" }, project, user, []],
  ["nothing at all", { custom_instructions: null }, none, user, []],
  [
    "what is asked for and left out comes last",
    { includes: "places", excludes: "names" },
    project,
    user,
    ["project", "Write down in particular: places", "Leave out: names"],
  ],
])("%s", (_name, asked, settings, names, told) => {
  expect(extractionInstructions(asked, settings, names)).toEqual(told);
});
