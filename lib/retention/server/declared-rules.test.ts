import { writeFileSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { randomUUID } from "node:crypto";
import { beforeEach, expect, it } from "vitest";
import type { Context } from "@/lib/access/context";
import type { RuleId } from "@/lib/retention/types";
import { signedIn } from "@/testing/approvals/admins";
import { insertMemories } from "@/testing/stores/test-memories";
import { useTestDatabase } from "@/testing/test-database";
import { retentionRules } from "@/drizzle/schema/retention";
import { readDeclaredRules, syncDeclaredRules } from "./declared-rules";
import { getRule, listRules, listVersions } from "./list-rules";
import { changeRule, removeRule, turnOnRule } from "./manage-rules";

// Rules as LETHE_RETENTION_FILE declares them, over starts of the server.

const { database, context } = useTestDatabase();
const path = join(mkdtempSync(join(tmpdir(), "lethe-rules-")), "rules.json");
let admin: Context;
let said: string[];

beforeEach(async () => {
  await database().delete(retentionRules);
  const made = await signedIn(context(), "rita");
  admin = { ...made, session: { id: randomUUID(), authenticatedAt: new Date() } };
  await insertMemories(database(), [{ metadata: { type: "note" } }, {}]);
  said = [];
});

const rule = (part: object = {}) => ({
  id: "old-notes",
  name: "Old notes",
  filter: { field: "metadata", key: "type", operator: "eq", value: "note" },
  schedule: "0 3 * * *",
  answers: admin.actor.kind === "member" ? admin.actor.label : "",
  ...part,
});
/** A start of the server with this file. */
const start = async (...rules: object[]): Promise<void> => {
  writeFileSync(path, JSON.stringify({ rules }));
  await syncDeclaredRules(
    { ...context(), now: () => new Date() },
    readDeclaredRules(path),
    (line) => void said.push(line),
  );
};
const onlyId = async (): Promise<RuleId> => {
  const [only] = await listRules(admin);
  if (only === undefined) throw new Error("There is no rule.");
  return only.id;
};

it("stays on over restarts, whatever its factor", async () => {
  await start(rule({ usualFactor: 2.123_456_78 }));
  const id = await onlyId();
  await turnOnRule(admin, { id, version: 1, typed: "" });
  await start(rule({ usualFactor: 2.123_456_78 }));
  expect(await getRule(admin, id)).toMatchObject({
    status: "on",
    current: { version: 1, usualFactor: 2.12 },
  });
  await start(rule({ usualFactor: 2.5 }));
  expect(await getRule(admin, id)).toMatchObject({ status: "draft", current: { version: 2 } });
  expect(await listVersions(admin, id)).toHaveLength(2);
});

it("goes to no other store, and says so", async () => {
  await start(rule());
  await start(rule({ store: "elsewhere", schedule: "0 4 * * *" }));
  expect(await getRule(admin, await onlyId())).toMatchObject({ storeId: "builtin", current: { version: 1 } });
  expect(said).toEqual([expect.stringContaining("it names another store than before")]);
});

it("that has left the file is paused, as a draft too, and runs and changes no more until it is back, as a draft", async () => {
  await start(rule());
  const id = await onlyId();
  await expect(removeRule(admin, { id })).rejects.toMatchObject({ code: "wrong_status" });
  await start();
  const gone = { status: "paused", pausedBecause: "declaration_gone" };
  expect(await getRule(admin, id)).toMatchObject(gone);
  await expect(turnOnRule(admin, { id, version: 1, typed: "" })).rejects.toMatchObject({
    code: "wrong_status",
  });
  const { current } = await getRule(admin, id);
  await expect(
    changeRule(admin, { id, version: 1, terms: { ...current, filter: current.filter ?? ({} as never) } }),
  ).rejects.toMatchObject({ code: "wrong_status" });
  await start(rule());
  expect(await getRule(admin, id)).toMatchObject({ status: "draft", pausedBecause: null });
  await turnOnRule(admin, { id, version: 1, typed: "" });
  expect((await getRule(admin, id)).status).toBe("on");
});

it("that has left the file can be removed, and declared anew", async () => {
  await start(rule());
  const id = await onlyId();
  await start();
  await removeRule(admin, { id });
  expect(await listRules(admin)).toEqual([]);
  await start(rule());
  expect(await onlyId()).not.toBe(id);
  expect(said).toEqual([]);
});
