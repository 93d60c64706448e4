import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { useTestDatabase } from "@/testing/test-database";
import { openDatabase, type Database } from "@/lib/database/server/database";
import { ExpectedError } from "@/lib/errors/expected-error";
import { members } from "@/drizzle/schema/members";
import { securityEvents } from "@/drizzle/schema/security";
import { writeRepeatedEvents } from "@/lib/security/server/record-security-event";
import { checkPassword } from "./check-password";
import { pruneKnownDevices, rememberDevice } from "./known-device";
import { hashPassword } from "./password";

const { database, url, context } = useTestDatabase();
const password = "seven calm otters swim";
let passwordHash: string;
beforeAll(async () => {
  passwordHash = await hashPassword(password);
});

const newMember = async (values: Partial<typeof members.$inferInsert> = {}) => {
  const email = `${randomUUID()}@example.com`;
  const [row] = await database()
    .insert(members)
    .values({ email, role: "admin", passwordHash, ...values })
    .returning({ id: members.id });
  return { id: row?.id ?? "", email };
};
/** Addresses that no other test uses. */
let addressCount = 0;
const newAddress = () =>
  `10.${Math.floor(++addressCount / 65_536)}.${Math.floor(addressCount / 256) % 256}.${addressCount % 256}`;

type Outcome = "right" | "wrong" | "limited";
const guess = async (input: {
  email: string;
  password?: string;
  address: string | null;
  deviceToken?: string | null;
  on?: Database;
}): Promise<Outcome> => {
  const { email, address, deviceToken = null, on = database() } = input;
  const ctx = { database: on, secret: context().secret, address };
  try {
    const found = await checkPassword(ctx, {
      email,
      password: input.password ?? "a wrong password",
      deviceToken,
    });
    return found === null ? "wrong" : "right";
  } catch (error) {
    if (error instanceof ExpectedError && error.code === "too_many_attempts") return "limited";
    throw error;
  }
};
const countOf = (outcomes: Outcome[], outcome: Outcome) => outcomes.filter((each) => each === outcome).length;

describe("what is written down", () => {
  it("is who was guessed at, from where; of an unknown address only that there was one (ASVS 7.2.1)", async () => {
    const member = await newMember({ role: "viewer" });
    const [first, second] = [newAddress(), newAddress()];
    await guess({ email: member.email, address: first });
    await guess({ email: "a secret typed into the wrong field", address: second });
    await expect
      .poll(async () => {
        await writeRepeatedEvents();
        const rows = await database().select().from(securityEvents);
        return rows
          .filter(({ address }) => address === first || address === second)
          .map(({ kind, actor, detail }) => ({ kind, actor, detail }));
      })
      .toEqual([
        {
          kind: "sign_in_failed",
          actor: { kind: "member", id: member.id, label: member.email, role: "viewer" },
          detail: { count: 1 },
        },
        { kind: "sign_in_failed", actor: null, detail: { count: 1 } },
      ]);
  });
});

describe("guessing (ASVS 2.2.1)", () => {
  it("looks at ten of 150 guesses that come at once, in two processes", async () => {
    const { email } = await newMember();
    const address = newAddress();
    const other = openDatabase(url());
    const outcomes = await Promise.all(
      Array.from({ length: 150 }, (_, index) =>
        guess({ email, address, on: index % 2 === 0 ? database() : other }),
      ),
    );
    await other.$client.end();
    expect(countOf(outcomes, "wrong")).toBeLessThanOrEqual(10);
    expect(countOf(outcomes, "wrong")).toBeGreaterThan(0);
    expect(await guess({ email, address, password })).toBe("limited");
  });

  it("stops one address that tries many accounts, whether they exist or not (ASVS 11.1.4)", async () => {
    const address = newAddress();
    const outcomes: Outcome[] = [];
    for (let index = 0; index < 60; index++) {
      const email = index % 2 === 0 ? (await newMember()).email : `${randomUUID()}@example.com`;
      outcomes.push(await guess({ email, address }));
    }
    expect(outcomes).toEqual([...Array<Outcome>(30).fill("wrong"), ...Array<Outcome>(30).fill("limited")]);
  });

  it("stops one IPv6 site that tries from many of its networks", async () => {
    const site = `2001:db8:${(++addressCount % 65_536).toString(16)}`;
    const outcomes: Outcome[] = [];
    for (let index = 0; index < 125; index++)
      outcomes.push(
        await guess({ email: `${randomUUID()}@example.com`, address: `${site}:${index.toString(16)}::1` }),
      );
    expect(countOf(outcomes, "wrong")).toBe(120);
    expect(outcomes.slice(120)).toEqual(Array<Outcome>(5).fill("limited"));
    expect(await guess({ email: `${randomUUID()}@example.com`, address: "2001:db9::1" })).toBe("wrong");
  });

  it("does not keep out a member whose browser is known, whoever guesses from wherever", async () => {
    const { id, email } = await newMember();
    const deviceToken = await rememberDevice(database(), { memberId: id, token: null, now: new Date() });
    const address = newAddress();
    for (let index = 0; index < 200; index++) {
      await guess({ email, address: index % 2 === 0 ? address : newAddress() });
    }
    expect(await guess({ email, address, password, deviceToken })).toBe("right");
    // The cookie is no way to guess without limit.
    const outcomes: Outcome[] = [];
    for (let index = 0; index < 12; index++) outcomes.push(await guess({ email, address, deviceToken }));
    expect(countOf(outcomes, "wrong")).toBe(10);
  });

  it("slows down, and does not lock, a member whose browser is not known", async () => {
    const { email } = await newMember();
    const stranger = newAddress();
    for (let index = 0; index < 200; index++) await guess({ email, address: stranger });
    expect(await guess({ email, address: newAddress(), password })).toBe("right");

    // From ever new addresses ten are looked at, and then one in 45 seconds.
    const outcomes: Outcome[] = [];
    for (let index = 0; index < 200; index++) outcomes.push(await guess({ email, address: newAddress() }));
    expect(countOf(outcomes, "wrong")).toBeLessThanOrEqual(11);
    const ctx = { database: database(), secret: context().secret, address: newAddress() };
    const refusal = await checkPassword(ctx, { email, password, deviceToken: null }).catch(
      (error: unknown) => error,
    );
    expect(refusal).toMatchObject({ code: "too_many_attempts" });
    const { retryAfterSeconds } = (refusal as ExpectedError).values;
    expect(Number(retryAfterSeconds)).toBeLessThanOrEqual(45);
    expect((refusal as ExpectedError).message).toBe(
      `Too many attempts. Try again in ${retryAfterSeconds} seconds.`,
    );
  });

  it("does not count right passwords against an address that many people share", async () => {
    const address = newAddress();
    for (let index = 0; index < 35; index++) {
      const { email } = await newMember();
      expect(await guess({ email, address, password })).toBe("right");
    }
  });

  it("begins anew for account and address after the right password", async () => {
    const { email } = await newMember();
    const address = newAddress();
    for (let round = 0; round < 2; round++) {
      for (let count = 0; count < 9; count++) expect(await guess({ email, address })).toBe("wrong");
      expect(await guess({ email, address, password })).toBe("right");
    }
  });

  it("answers alike for an unknown address, a disabled member and one without a password", async () => {
    const disabled = await newMember({ disabledAt: new Date() });
    const invited = await newMember({ passwordHash: null });
    for (const email of [disabled.email, invited.email, `${randomUUID()}@example.com`]) {
      const address = newAddress();
      const outcomes: Outcome[] = [];
      for (let count = 0; count < 11; count++) outcomes.push(await guess({ email, address, password }));
      expect(outcomes).toEqual([...Array<Outcome>(10).fill("wrong"), "limited"]);
    }
  });

  it("takes as long for an unknown address as for a known one", async () => {
    const { email } = await newMember();
    const timeOf = async (of: string) => {
      const startedAt = performance.now();
      await guess({ email: of, address: newAddress() });
      return performance.now() - startedAt;
    };
    const times: { known: number; unknown: number }[] = [];
    await timeOf(email);
    // By turns: whatever else the machine does slows both.
    for (let count = 0; count < 9; count++) {
      times.push({ known: await timeOf(email), unknown: await timeOf(`${randomUUID()}@example.com`) });
    }
    const medianOf = (name: "known" | "unknown") =>
      times.map((each) => each[name]).sort((a, b) => a - b)[4] ?? 0;
    const [known, unknown] = [medianOf("known"), medianOf("unknown")];
    expect(Math.max(known, unknown) / Math.min(known, unknown)).toBeLessThan(2);
  });
});

describe("a known browser", () => {
  it("serves several members with one cookie, and is forgotten 180 days after the last sign-in", async () => {
    const [ada, grace] = [await newMember(), await newMember()];
    const now = new Date();
    const old = new Date(now.getTime() - 181 * 86_400_000);
    const token = await rememberDevice(database(), { memberId: ada.id, token: null, now: old });
    expect(await rememberDevice(database(), { memberId: grace.id, token, now })).toBe(token);
    expect(await rememberDevice(database(), { memberId: ada.id, token: "not one of ours", now })).not.toBe(
      token,
    );
    await pruneKnownDevices(database(), now);
    // Ten guesses of a stranger's use up what an unknown browser has.
    for (const { email } of [ada, grace]) {
      for (let count = 0; count < 11; count++) await guess({ email, address: newAddress() });
    }
    const address = newAddress();
    expect(await guess({ email: grace.email, address, password, deviceToken: token })).toBe("right");
    expect(await guess({ email: ada.email, address, password, deviceToken: token })).toBe("limited");
  });
});
