import { beforeEach, describe, expect, it } from "vitest";
import { members, setUpTokens } from "@/drizzle/schema/members";
import { useTestDatabase } from "@/testing/test-database";
import { renewSetUpToken, setUpFirstMember } from "./create-first-member";

const { database } = useTestDatabase();
const input = { email: "ada@example.com", password: "nine slow barges pass" };
/** Whether it is one is only asked once the link is known to be good; after that the hash is computed. */
const common = { ...input, password: "123456789012" };
const hoursLater = (hours: number) => new Date(Date.now() + hours * 3_600_000);

beforeEach(async () => {
  for (const table of [members, setUpTokens]) await database().delete(table);
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
