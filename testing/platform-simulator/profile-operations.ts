import { ApiError } from "./api-error";
import { instantText } from "./instants";
import { entityKey, type Project } from "./project";
import type { RoutedRequest } from "./types";

/**
 * `GET /v2/entities/user/{name}/profile/`: https://docs.mem0.ai/api-reference/profiles/get-profile. A 404 means that there is
 * no such user; what its body says is not documented, so that it is the one that an unknown address has as well.
 */
export const getProfile = (project: Project, { parts: [type = "", name = ""] }: RoutedRequest): unknown => {
  const { mode } = project.faults.now.profiles;
  if (mode === "missing") throw notFound();
  if (mode === "forbidden") throw notForThisPlan();
  if (type !== "user") throw new ApiError(400, "message", "Invalid entity type");
  if (!project.entities.has(entityKey("user_id", name))) throw notFound();
  const profile = project.profiles.find(name);
  const answer = { entity_type: "user", entity_id: name };
  if (mode === "off" || profile === null) {
    const status = mode === "off" ? "not_enabled" : "insufficient_data";
    return { profile: {}, status, ...answer, updated_at: null, generation_count: 0 };
  }
  return {
    profile: profile.status === "succeeded" ? profile.fields : {},
    status: profile.status,
    ...answer,
    updated_at: profile.updatedAt === null ? null : instantText(profile.updatedAt),
    generation_count: 1,
  };
};

/** `GET /v2/profiles/settings/` */
export const getProfileSettings = (project: Project): unknown => {
  const { mode } = project.faults.now.profiles;
  if (mode === "missing") throw notFound();
  if (mode === "forbidden") throw notForThisPlan();
  return { enabled: mode !== "off", entities: { user: { schema: null, custom_instructions: null } } };
};

const notFound = (): ApiError => new ApiError(404, "detail", "Not found.");
const notForThisPlan = (): ApiError =>
  new ApiError(403, "detail", "You do not have permission to perform this action.");
