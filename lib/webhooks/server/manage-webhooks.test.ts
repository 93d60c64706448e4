import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { useTestDatabase } from "@/testing/test-database";
import { createWebhook, deleteWebhook, updateWebhook } from "./manage-webhooks";

const { context } = useTestDatabase();
const input = {
  name: "a",
  url: "https://hooks.example.com/a",
  eventTypes: ["memory_delete" as const],
  isActive: true,
};

it("where memories are sent to is set by who has just shown who they are (ASVS 3.7.1)", async () => {
  const { id } = await createWebhook(context(), input);
  const session = { id: randomUUID(), authenticatedAt: new Date(Date.now() - 3_600_000) };
  const longAgo = { ...context(), session };
  const asked = { code: "reauthentication_required" };
  await expect(createWebhook(longAgo, input)).rejects.toMatchObject(asked);
  const changes = { url: "https://elsewhere.example.com/" };
  await expect(updateWebhook(longAgo, { id, changes })).rejects.toMatchObject(asked);
  expect(await updateWebhook(context(), { id, changes })).toMatchObject(changes);
  await deleteWebhook(longAgo, id);
});
