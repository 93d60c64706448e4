import { deleteAll, deleteBatch, deleteEntity, deleteMemory } from "./delete-operations";
import { getEvent, listEntities, listEvents, ping } from "./other-operations";
import { getProfile, getProfileSettings } from "./profile-operations";
import type { Project } from "./project";
import { getMemory, listHistory, listMemories, listMemoriesV2, searchMemories } from "./read-operations";
import type { OperationName, RoutedRequest } from "./types";
import { addMemories, updateBatch, updateMemory } from "./write-operations";

export type Route = {
  name: OperationName;
  method: string;
  /** As the API description writes it. */
  template: string;
  answer: (project: Project, request: RoutedRequest) => unknown;
};

/** The contract's table of operations. */
export const routes: readonly Route[] = [
  { name: "ping", method: "GET", template: "/v1/ping/", answer: ping },
  { name: "list", method: "POST", template: "/v3/memories/", answer: listMemories },
  { name: "list-v2", method: "POST", template: "/v2/memories/", answer: listMemoriesV2 },
  { name: "search", method: "POST", template: "/v3/memories/search/", answer: searchMemories },
  { name: "get", method: "GET", template: "/v1/memories/{memory_id}/", answer: getMemory },
  { name: "history", method: "GET", template: "/v1/memories/{memory_id}/history/", answer: listHistory },
  { name: "add", method: "POST", template: "/v3/memories/add/", answer: addMemories },
  { name: "update", method: "PUT", template: "/v1/memories/{memory_id}/", answer: updateMemory },
  { name: "delete", method: "DELETE", template: "/v1/memories/{memory_id}/", answer: deleteMemory },
  { name: "batch-update", method: "PUT", template: "/v1/batch/", answer: updateBatch },
  { name: "batch-delete", method: "DELETE", template: "/v1/batch/", answer: deleteBatch },
  { name: "delete-all", method: "DELETE", template: "/v1/memories/", answer: deleteAll },
  { name: "list-entities", method: "GET", template: "/v1/entities/", answer: listEntities },
  {
    name: "delete-entity",
    method: "DELETE",
    template: "/v2/entities/{entity_type}/{entity_id}/",
    answer: deleteEntity,
  },
  {
    name: "get-profile",
    method: "GET",
    template: "/v2/entities/{entity_type}/{entity_id}/profile/",
    answer: getProfile,
  },
  {
    name: "get-profile-settings",
    method: "GET",
    template: "/v2/profiles/settings/",
    answer: getProfileSettings,
  },
  { name: "get-event", method: "GET", template: "/v1/event/{event_id}/", answer: getEvent },
  { name: "list-events", method: "GET", template: "/v1/events/", answer: listEvents },
];

const patterns = routes.map((route) => ({
  route,
  pattern: new RegExp(`^${route.template.replace(/\{\w+\}/g, "([^/]+)")}$`),
}));

/** The operation of a request, null when there is none of this path, "wrong_method" when only of other methods. */
export const findRoute = (
  method: string,
  path: string,
): { route: Route; parts: string[] } | "wrong_method" | null => {
  const found = patterns.flatMap(({ route, pattern }) => {
    const match = pattern.exec(path);
    return match === null ? [] : [{ route, parts: match.slice(1).map(decodePart) }];
  });
  return found.find(({ route }) => route.method === method) ?? (found.length > 0 ? "wrong_method" : null);
};

const decodePart = (part: string): string => {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
};
