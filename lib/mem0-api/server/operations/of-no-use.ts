import { answersWhyNot } from "@/lib/mem0-api/server/answers-why-not";
import type { Operation } from "@/lib/mem0-api/server/operation";

// Operations of Mem0 that Lethe has no use for, each with the sentence that it answers.

const entityText =
  "A user, agent, app or run exists as long as a memory names it. Add a memory with its ID, and it is listed.";

const entities = (["user", "agent", "app", "run"] as const).map((kind) =>
  answersWhyNot({
    id: `create_${kind}`,
    method: "POST",
    path: `/v1/${kind}s/`,
    group: "Entities",
    summary: `Create ${kind === "agent" || kind === "app" ? "an" : "a"} ${kind}`,
    whyNot: entityText,
  }),
);

const onlyText =
  'Lethe has one organisation and one project, both named "lethe"; to keep data apart, run another Lethe.';
const membersText = "Members and their roles are managed in Lethe's console, under Settings, Members.";
const organisation = "/api/v1/orgs/organizations/";

const projects = [
  answersWhyNot({
    id: "create_organisation",
    method: "POST",
    path: organisation,
    group: "Projects",
    summary: "Create an organisation",
    whyNot: onlyText,
  }),
  answersWhyNot({
    id: "delete_organisation",
    method: "DELETE",
    path: `${organisation}{org_id}/`,
    group: "Projects",
    summary: "Delete an organisation",
    whyNot: `${onlyText} Both stay. To delete all memories, delete by four wildcards.`,
  }),
  answersWhyNot({
    id: "create_project",
    method: "POST",
    path: `${organisation}{org_id}/projects/`,
    group: "Projects",
    summary: "Create a project",
    whyNot: onlyText,
  }),
  answersWhyNot({
    id: "delete_project",
    method: "DELETE",
    path: `${organisation}{org_id}/projects/{project_id}/`,
    group: "Projects",
    summary: "Delete a project",
    whyNot: `${onlyText} Both stay. To delete all memories, delete by four wildcards.`,
  }),
];

const memberCalls = [
  ["GET", "list", "List the members"],
  ["POST", "add", "Add a member"],
  ["PUT", "change", "Change a member's role"],
  ["DELETE", "remove", "Remove a member"],
] as const;
const members = (["organisation", "project"] as const).flatMap((place) =>
  memberCalls.map(([method, verb, summary]) =>
    answersWhyNot({
      id: `${verb}_${place}_members`,
      method,
      path:
        place === "organisation"
          ? `${organisation}{org_id}/members/`
          : `${organisation}{org_id}/projects/{project_id}/members/`,
      group: "Projects",
      summary: `${summary} of ${place === "organisation" ? "an organisation" : "a project"}`,
      whyNot: membersText,
    }),
  ),
);

const profileText =
  "Lethe makes no profiles: one would be another copy of what is remembered of a person, to be erased with it.";
const profileCalls = [
  ["get_profile", "GET", "/v2/entities/user/{entity_id}/profile/", "The profile of a user"],
  ["get_profile_settings", "GET", "/v2/profiles/settings/", "The settings of profiles"],
  ["update_profile_settings", "POST", "/v2/profiles/settings/", "Change the settings of profiles"],
  ["create_profile_job", "POST", "/v2/profiles/jobs/", "Make profiles"],
  ["get_profile_job", "GET", "/v2/profiles/jobs/{job_id}/", "How the making of profiles goes"],
] as const;
const profiles = profileCalls.map(([id, method, path, summary]) =>
  answersWhyNot({ id, method, path, group: "Entities", summary, whyNot: profileText }),
);

const rushText =
  "Agent Rush is a game on Mem0's own platform, and has nothing to do with the memories stored here.";
const rush = [
  answersWhyNot({
    id: "add_agent_rush_memory",
    method: "POST",
    path: "/v1/agent-rush/memories/",
    shape: "code",
    group: "Memories",
    summary: "Add a memory to Agent Rush",
    whyNot: rushText,
  }),
  answersWhyNot({
    id: "search_agent_rush_memories",
    method: "POST",
    path: "/v1/agent-rush/memories/search/",
    shape: "code",
    group: "Memories",
    summary: "Search the memories of Agent Rush",
    whyNot: rushText,
  }),
];

// What the command lines ask for to sign up: of it "mem0 init --email" and "mem0 init --agent" are made.
const signUpText =
  'Accounts are not made by the API. Make a key in Lethe\'s console, under Settings, API keys, and set it up by "mem0 init --api-key".';
const signUpCalls = [
  ["send_email_code", "POST", "email_code/", "Have a code sent for signing in"],
  ["verify_email_code", "POST", "email_code/verify/", "Sign in by a code"],
  ["create_agent_account", "POST", "agent_mode/", "Make an account for an agent"],
  ["name_agent", "PATCH", "agent_mode/caller/", "Say which agent uses a key"],
] as const;
const signUp = signUpCalls.map(([id, method, path, summary]) =>
  answersWhyNot({
    id,
    method,
    path: `/api/v1/auth/${path}`,
    group: "Connection",
    summary,
    whyNot: signUpText,
    shape: "error",
    isPublic: true,
  }),
);

export const ofNoUse: readonly Operation[] = [
  ...entities,
  ...projects,
  ...members,
  ...profiles,
  ...rush,
  ...signUp,
];
