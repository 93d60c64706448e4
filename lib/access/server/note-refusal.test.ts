import { eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { requirePermission } from "@/lib/access/require-permission";
import { ExpectedError } from "@/lib/errors/expected-error";
import { writeRepeatedEvents } from "@/lib/security/server/record-security-event";
import { useTestDatabase } from "@/testing/test-database";
import { securityEvents } from "@/drizzle/schema/security";
import { noteRefusal } from "./note-refusal";

const { database, context } = useTestDatabase();

const thrownBy = (work: () => void): unknown => {
  try {
    work();
    return null;
  } catch (error) {
    return error;
  }
};

it("what an actor may not do is a security event with who tried what from where; other errors are none (ASVS 7.2.2)", async () => {
  const address = "203.0.113.9";
  const asked = { ...context("viewer"), address };
  noteRefusal(
    asked,
    thrownBy(() => requirePermission(asked.actor, "memories:delete")),
    { action: "requestDeletion" },
  );
  noteRefusal(asked, new ExpectedError("not_found", "There is no such deletion."), {
    action: "pauseDeletion",
  });
  await expect
    .poll(async () => {
      await writeRepeatedEvents();
      return database().select().from(securityEvents).where(eq(securityEvents.address, address));
    })
    .toMatchObject([
      { kind: "action_refused", actor: asked.actor, detail: { action: "requestDeletion", count: 1 } },
    ]);
});
