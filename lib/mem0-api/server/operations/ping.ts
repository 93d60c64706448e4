import { z } from "zod";
import { noBody, nothing, operation } from "@/lib/mem0-api/server/operation";

/** What Mem0's clients ask first, to learn whether the key is good. */
export const ping = operation({
  id: "ping",
  method: "GET",
  path: "/v1/ping/",
  group: "Connection",
  summary: "Check the key",
  description:
    "`user_email` is not a real address: a key has none, and Mem0's clients send what they find here to their telemetry.",
  // Every role holds it.
  permission: "deletions:read",
  pathParameters: nothing,
  query: nothing,
  body: noBody,
  answer: z.object({
    status: z.literal("ok"),
    org_id: z.string(),
    project_id: z.string(),
    user_email: z.email(),
  }),
  handler: () =>
    Promise.resolve({
      status: "ok" as const,
      org_id: "lethe",
      project_id: "lethe",
      user_email: "api-key@lethe.invalid",
    }),
});
