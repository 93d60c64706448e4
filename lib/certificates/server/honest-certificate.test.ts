import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { memories } from "@/drizzle/schema/memories";
import { StoreError } from "@/lib/errors/store-error";
import { getStoreOfDeletion } from "@/lib/stores/server/get-store";
import { getTicket } from "@/lib/tickets/server/get-ticket";
import { settleTickets } from "@/lib/tickets/server/settle-tickets";
import { testKey } from "@/testing/certificates/signed-facts";
import { previewedInput, requested, runToEnd } from "@/testing/deletions/deletion-fixtures";
import { useSimulators } from "@/testing/platform-simulator/simulator-fixture";
import { setUpPlatform } from "@/testing/stores/platform-on-simulator";
import { useTestDatabase } from "@/testing/test-database";
import { createdTicket } from "@/testing/tickets/ticket-fixtures";
import type { CertificateAbout } from "../types";
import { issueCertificate } from "./issue-certificate";

const { database, context } = useTestDatabase();
const start = useSimulators();
const key = testKey();
const issuer = { origin: "lethe.example.com", version: "0.1.0", timeZone: "UTC" };
const issue = (about: CertificateAbout) =>
  issueCertificate(context(), { about, language: "en", names: "plain" }, { issuer, key });

beforeEach(async () => {
  await database().execute(sql`truncate tickets cascade`);
  await database().delete(memories);
});

describe("a certificate does not read as erased", () => {
  it("while copies could not be looked for, nor is the ticket done", async () => {
    const simulator = await start();
    const turn = { messages: [{ role: "user", content: "Likes herons" }], user_id: "caroline", infer: false };
    await simulator.call("POST", "/v3/memories/add/", turn);
    simulator.pass(60_000);
    const ctx = context();
    const storeId = await setUpPlatform(ctx, simulator);
    await createdTicket(ctx, { reference: "GDPR-3", names: ["caroline"] });
    const selection = { kind: "entity", entity: { kind: "user", value: "caroline" } } as const;
    const { id } = await requested(ctx, {
      ...(await previewedInput(ctx, selection, storeId)),
      ticket: "GDPR-3",
    });
    const away = () => Promise.reject(new StoreError("unavailable"));
    const getStore = async () => {
      const store = await getStoreOfDeletion({ ...ctx, allowsPrivateStores: true }, storeId);
      if (store.deletes !== "remotely") throw new Error("Mem0's platform is a store elsewhere.");
      return { ...store, residue: { find: away, purge: away } };
    };
    await runToEnd(ctx, id, { getStore });
    await settleTickets(ctx, { deletionIds: null });
    expect((await getTicket(ctx, "GDPR-3")).state).toBe("partly_done");
    const { facts } = await issue({ ticketReference: "GDPR-3" });
    expect(facts).toMatchObject({
      verdict: "partial",
      partialReasons: [{ reason: "place_not_checked", count: 2 }],
    });
    expect(facts.places.filter(({ outcome }) => outcome === "not_checked").map(({ place }) => place)).toEqual(
      ["chat_turns", "entities"],
    );
  });
});
