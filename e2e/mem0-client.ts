import type { default as MemoryClient, Memory } from "mem0ai";
import { expect } from "playwright/test";
import { callServerAt } from "./api-key";
import { sharedProduct } from "./shared-product";

/**
 * Mem0's official JavaScript client, unchanged, against a running product. Its telemetry would send ids elsewhere; only this
 * value, set before the import, stops it.
 */
export const connect = async (apiKey: string, host = sharedProduct().url): Promise<MemoryClient> => {
  process.env["MEM0_TELEMETRY"] = "false";
  const { MemoryClient: Client } = await import("mem0ai");
  return new Client({ apiKey, host });
};

/** One memory for each text, stored as it is. */
export const add = async (
  client: MemoryClient,
  texts: string[],
  scope: Record<string, unknown>,
): Promise<string[]> => {
  const answer: unknown = await client.add(
    texts.map((content) => ({ role: "user" as const, content })),
    { ...scope, infer: false },
  );
  return (answer as { results: { id: string }[] }).results.map(({ id }) => id);
};

/** What the client itself says of a refusal: status and body. */
export const refusalOf = async (asking: Promise<unknown>): Promise<string> => {
  try {
    await asking;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  throw new Error("It was not refused.");
};

export const countOf = async (client: MemoryClient, filters: Record<string, unknown>): Promise<number> =>
  (await client.getAll({ filters, pageSize: 1 })).count;
export const idsOf = (memories: Memory[]): string[] => memories.map(({ id }) => id);

/** Polls an event as an application would, until it has ended. */
export const untilDone = async (client: MemoryClient, answer: unknown): Promise<Record<string, unknown>> => {
  const { event_id: snakeId, eventId } = answer as { event_id?: string; eventId?: string };
  let event: Record<string, unknown> = {};
  await expect
    .poll(async () => {
      const path = `/v1/event/${snakeId ?? eventId ?? ""}/`;
      event = (await callServerAt(client.host, client.apiKey, "GET", path)).body;
      return event["status"];
    })
    .toMatch(/SUCCEEDED|FAILED/);
  return event;
};
