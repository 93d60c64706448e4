import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { safetyRules } from "@/drizzle/schema/approvals";
import { memberLinks, members, setUpTokens } from "@/drizzle/schema/members";
import { useTestDatabase } from "@/testing/test-database";
import { isSetUp, renewSetUpToken, setUpFirstMember } from "./create-first-member";
import { isPassword } from "./password";

const { database } = useTestDatabase();
const input = { email: "ada@example.com", password: "nine slow barges pass" };
/** Whether it is one is only asked once the link is known to be good; after that the hash is computed. */
const common = { ...input, password: "123456789012" };
const hoursLater = (hours: number) => new Date(Date.now() + hours * 3_600_000);

beforeEach(async () => {
  for (const table of [memberLinks, safetyRules, members, setUpTokens]) await database().delete(table);
});

describe("the set-up link", () => {
  it("is looked at before anything is computed for who has none (ASVS 11.1.4)", async () => {
    const token = (await renewSetUpToken(database(), new Date())) ?? "";
    const notGood = { code: "not_found" };
    await expect(setUpFirstMember(database(), { ...common, token: "x" }, new Date())).rejects.toMatchObject(
      notGood,
    );
    await expect(setUpFirstMember(database(), { ...common, token }, hoursLater(25))).rejects.toMatchObject(
      notGood,
    );
    await expect(setUpFirstMember(database(), { ...common, token }, new Date())).rejects.toMatchObject({
      code: "invalid_input",
    });
    await setUpFirstMember(database(), { ...input, token }, new Date());
    await expect(setUpFirstMember(database(), { ...common, token }, new Date())).rejects.toMatchObject(
      notGood,
    );
  });

  it("works until there is an admin who can sign in, whoever came before by the provider", async () => {
    const came = (name: string, values: Partial<typeof members.$inferInsert> = {}) =>
      database()
        .insert(members)
        .values({
          email: `${name}@example.com`,
          role: "viewer",
          oidcIssuer: "x",
          oidcSubject: name,
          ...values,
        });
    const token = (await renewSetUpToken(database(), new Date())) ?? "";
    await came("early");
    await came("invited", { role: "admin", oidcIssuer: null, oidcSubject: null });
    await came("gone", { role: "admin", disabledAt: new Date() });
    expect(await isSetUp(database())).toBe(false);
    // A restart prints another link.
    expect(await renewSetUpToken(database(), new Date())).not.toBeNull();
    await database().delete(setUpTokens);
    const again = (await renewSetUpToken(database(), new Date())) ?? "";
    await expect(setUpFirstMember(database(), { ...input, token }, new Date())).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(
      setUpFirstMember(database(), { ...input, email: "gone@example.com", token: again }, new Date()),
    ).rejects.toMatchObject({ code: "wrong_status" });
    // Who came by the provider makes themselves the admin with the link.
    await setUpFirstMember(database(), { ...input, email: "early@example.com", token: again }, new Date());
    const [early] = await database().select().from(members).where(eq(members.email, "early@example.com"));
    expect(early).toMatchObject({ role: "admin", oidcSubject: "early" });
    expect(await isPassword(early?.passwordHash ?? null, input.password)).toBe(true);
    expect(await isSetUp(database())).toBe(true);
    expect(await renewSetUpToken(database(), new Date())).toBeNull();
  });

  it("is no way around the second-person rule", async () => {
    const token = (await renewSetUpToken(database(), new Date())) ?? "";
    const rule = { isOn: true, changedAt: new Date() };
    await database()
      .insert(safetyRules)
      .values(rule)
      .onConflictDoUpdate({ target: safetyRules.id, set: rule });
    await expect(setUpFirstMember(database(), { ...input, token }, new Date())).rejects.toMatchObject({
      code: "not_found",
    });
    expect(await renewSetUpToken(database(), new Date())).toBeNull();
  });

  it("makes one admin when it is used several times at once", async () => {
    const token = (await renewSetUpToken(database(), new Date())) ?? "";
    const made = await Promise.allSettled(
      ["a", "b", "c"].map((name) =>
        setUpFirstMember(database(), { ...input, email: `${name}@example.com`, token }, new Date()),
      ),
    );
    expect(made.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await database().$count(members)).toBe(1);
    expect(await renewSetUpToken(database(), new Date())).toBeNull();
  });
});
