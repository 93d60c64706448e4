import { eventNotFound } from "./api-error";
import type { SimulatedEvent } from "./events";
import { instantText } from "./instants";
import { neighbours, pageOf, readPaging } from "./paging";
import type { Project } from "./project";
import { type EntityField, type EntityRow, type RoutedRequest } from "./types";

const ownerName = "simulated-organisation";

/** `GET /v1/ping/`: whose key it is. */
export const ping = (): unknown => ({
  status: "ok",
  org_id: "org_simulated",
  project_id: "proj_simulated",
  user_email: "ada@example.com",
});

/** `GET /v1/entities/`, in pages. An entity outlives its memories: only deleting the entity itself removes it. */
export const listEntities = (project: Project, request: RoutedRequest): unknown => {
  const entities = [...project.entities.values()];
  const paging = readPaging(request);
  const total = (field: EntityField) => entities.filter((entity) => entity.field === field).length;
  return {
    ...neighbours(request, entities.length, paging),
    results: pageOf(project, entities, paging).map(entityShape),
    total_users: total("user_id"),
    total_agents: total("agent_id"),
    total_apps: total("app_id"),
    total_runs: total("run_id"),
  };
};

/** `GET /v1/event/{id}/` */
export const getEvent = (project: Project, { parts: [id = ""] }: RoutedRequest): unknown => {
  const event = project.events.find(id);
  if (event === null) throw eventNotFound();
  const hasFailed = event.status === "FAILED";
  return {
    ...eventShape(event),
    graph_status: null,
    error: hasFailed ? "The deletion did not come to its end." : null,
  };
};

/** `GET /v1/events/`, newest first. */
export const listEvents = (project: Project, request: RoutedRequest): unknown => {
  const events = project.events.list();
  const paging = readPaging(request);
  return {
    ...neighbours(request, events.length, paging),
    results: pageOf(project, events, paging).map(eventShape),
  };
};

const typeOf: Record<EntityField, string> = {
  user_id: "user",
  agent_id: "agent",
  app_id: "app",
  run_id: "run",
};

const entityShape = ({ id, field, name, createdAt }: EntityRow) => ({
  id,
  name,
  created_at: instantText(createdAt),
  updated_at: instantText(createdAt),
  owner: ownerName,
  metadata: null,
  type: typeOf[field],
});

/** Without what has not happened yet: the description has no null there. */
const eventShape = (event: SimulatedEvent) => {
  const { id, type, payload, status, createdAtMs, startedAtMs, completedAtMs } = event;
  return {
    id,
    event_type: type,
    status,
    payload,
    metadata: null,
    results: [],
    created_at: instantText(createdAtMs * 1000),
    updated_at: instantText((completedAtMs ?? startedAtMs ?? createdAtMs) * 1000),
    ...(startedAtMs === null ? {} : { started_at: instantText(startedAtMs * 1000) }),
    ...(completedAtMs === null
      ? {}
      : { completed_at: instantText(completedAtMs * 1000), latency: completedAtMs - createdAtMs }),
  };
};
