import { z } from "zod";
import { ApiError } from "./api-error";
import { withoutEffect } from "./without-effect";

const only = z.literal("lethe").nullish().describe("Lethe has one organisation and one project.");

/**
 * What any call of Mem0's clients can bring along, in the query or in the body: their command lines and integrations name themselves
 * in `source`, older clients name the organisation and the project with each call.
 */
export const commonParameters = {
  source: withoutEffect(z.string(), "Names the client."),
  org_id: only,
  project_id: only,
};

const names: readonly string[] = Object.keys(commonParameters);

/** Sent by integrations of others; Mem0's own clients name the project in the query or in the body. */
const headerNames = ["mem0-org-id", "mem0-project-id", "x-mem0-org-id", "x-mem0-project-id"];

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/** A query or a body without the common parameters. Throws 403 when they name another organisation or project. */
export const withoutCommon = (part: unknown): unknown => {
  if (!isPlain(part) || !names.some((name) => Object.hasOwn(part, name))) return part;
  requireProject(part["org_id"] ?? "lethe");
  requireProject(part["project_id"] ?? "lethe");
  const rest = Object.fromEntries(Object.entries(part).filter(([name]) => !names.includes(name)));
  return rest;
};

/** Throws 403 when a header names another organisation or project. */
export const requireProjectHeaders = (headers: Headers): void => {
  for (const name of headerNames) requireProject(headers.get(name) ?? "lethe");
};

/** A call that is meant for another organisation or project must not land here: throws 403, as Mem0 does. */
export const requireProject = (id: unknown): void => {
  if (id === "lethe") return;
  throw new ApiError(403, {
    error:
      'You don\'t have access to this project. Lethe has one organisation and one project, both named "lethe".',
  });
};
