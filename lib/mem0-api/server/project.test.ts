import { beforeEach, describe, expect, it } from "vitest";
import { apiFor } from "@/testing/mem0-api/api-fixtures";
import { useTestDatabase } from "@/testing/test-database";
import { ledgerEvents } from "@/drizzle/schema/ledger";
import { projectSettings } from "@/drizzle/schema/project";

const test = useTestDatabase();
const organizations = "/api/v1/orgs/organizations/";
const project = `${organizations}lethe/projects/lethe/`;
const ask = apiFor(() => test.context("admin"));
const change = (body: object) => ask("PATCH", project, body);
const read = async () => (await ask("GET", project)).body as Record<string, unknown>;

beforeEach(async () => {
  await test.database().update(projectSettings).set({ settings: {} });
});

describe("the project", () => {
  it("is told to every role, also where nothing was ever set", async () => {
    for (const role of ["viewer", "support", "auditor", "admin"] as const) {
      const { status, body } = await apiFor(() => test.context(role))("GET", `${project}?fields=decay`);
      expect(status).toBe(200);
      expect(body).toMatchObject({
        project_id: "lethe",
        org_id: "lethe",
        name: "lethe",
        custom_instructions: null,
        agent_custom_instructions: null,
        custom_categories: [],
        decay: false,
        members: [],
        user_role: role === "admin" ? "OWNER" : "READER",
      });
    }
  });

  it("gives back what was set, and keeps what was not named", async () => {
    const categories = ["billing", { health: "Symptoms and medication" }];
    expect((await change({ custom_instructions: "Only places.", name: "Travel" })).body).toEqual({
      message: "Project updated successfully",
    });
    expect((await change({ custom_categories: categories, decay: true, usecase_setting: 3 })).body).toEqual({
      message:
        "Project updated successfully. Kept without effect in Lethe: custom_categories, decay, usecase",
    });
    expect(await read()).toMatchObject({
      name: "Travel",
      custom_instructions: "Only places.",
      custom_categories: categories,
      decay: true,
      usecase: "3",
    });
  });

  it("takes instructions as lines, and a null or an empty text as none", async () => {
    await change({ custom_instructions: ["One.", "Two."], agent_custom_instructions: "Tools." });
    expect(await read()).toMatchObject({
      custom_instructions: "One.\nTwo.",
      agent_custom_instructions: "Tools.",
    });
    await change({ custom_instructions: null, agent_custom_instructions: "" });
    expect(await read()).toMatchObject({ custom_instructions: null, agent_custom_instructions: null });
  });

  it("is named to clients that name it with each change, and to no others", async () => {
    const named = { org_id: "lethe", project_id: "lethe" };
    expect(await change({ ...named, multilingual: true })).toMatchObject({ status: 200 });
    const refused = { status: 404, body: { message: "Organization or project not found" } };
    for (const path of [`${organizations}lethe/projects/other/`, `${organizations}other/projects/lethe/`]) {
      expect(await ask("GET", path)).toMatchObject(refused);
      expect(await ask("PATCH", path, { decay: true })).toMatchObject(refused);
    }
  });

  it.each([
    [{}, "Name at least one setting to change."],
    [{ retrieval_criteria: [] }, "Name at least one setting to change."],
    [{ custom_instructions: "x".repeat(20_001) }, /custom_instructions.*20000/],
    // Each short enough, and together too long to be read again.
    [{ custom_instructions: ["x".repeat(15_000), "y".repeat(15_000)] }, /custom_instructions.*20000/],
    [{ custom_instructions: ["x", 1] }, "custom_instructions is not text."],
    [{ custom_instructions: "a\u0000b" }, /custom_instructions/],
    [{ custom_categories: "billing" }, /custom_categories/],
    [{ name: "" }, /name/],
  ])("refuses %j", async (body, error) => {
    const answer = await change(body);
    expect(answer.status).toBe(400);
    expect((answer.body as { error: string }).error).toMatch(error);
    expect(await read()).toMatchObject({ name: "lethe", custom_instructions: null, custom_categories: [] });
  });

  it("is changed by admins alone", async () => {
    for (const role of ["viewer", "support", "auditor"] as const) {
      const answer = await apiFor(() => test.context(role))("PATCH", project, { decay: true });
      expect(answer.status).toBe(403);
    }
    expect(await read()).toMatchObject({ decay: false });
  });

  it("leaves the names of what was changed in the ledger, and nothing of what it says", async () => {
    await test.database().select().from(ledgerEvents);
    await change({ custom_instructions: "Only what Ann Example says.", decay: false });
    const events = await test.database().select().from(ledgerEvents);
    const last = events.toSorted((a, b) => a.seq - b.seq).at(-1);
    expect(last?.kind).toBe("project.changed");
    expect(JSON.parse(last?.body ?? "")).toMatchObject({ settings: ["custom_instructions", "decay"] });
    expect(last?.body).not.toContain("Ann");
  });
});

describe("organizations and projects", () => {
  it("are one each", async () => {
    const [organization] = (await ask("GET", organizations)).body as object[];
    expect(organization).toMatchObject({ org_id: "lethe", is_default: true, user_role: "OWNER" });
    expect((await ask("GET", `${organizations}lethe/`)).body).toEqual(organization);
    expect((await ask("GET", `${organizations}lethe/projects/`)).body).toEqual([await read()]);
  });

  it("are found by no other name", async () => {
    const refused = { status: 404, body: { message: "Organization not found" } };
    expect(await ask("GET", `${organizations}other/`)).toMatchObject(refused);
    expect(await ask("GET", `${organizations}other/projects/`)).toMatchObject(refused);
  });
});
