import { randomUUID } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { Secret, TOTP } from "otpauth";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { MemberContext } from "@/lib/access/server/member-context";
import { memberActor, type Member } from "@/lib/access/types";
import { memberIdSchema } from "@/lib/access/member-id-schema";
import { storeIdSchema } from "@/lib/stores/store-id-schema";
import { unsealCredentials } from "@/lib/stores/server/seal-credentials";
import { longSignedIn, useTestDatabase } from "@/testing/test-database";
import { ledgerEvents } from "@/drizzle/schema/ledger";
import { members, recoveryCodes } from "@/drizzle/schema/members";
import { securityEvents } from "@/drizzle/schema/security";
import { acceptLink } from "./accept-link";
import { checkCode } from "./check-code";
import { checkCredentials } from "./check-credentials";
import { confirmTotp } from "./confirm-totp";
import { createResetLink } from "./create-reset-link";
import { hashPassword } from "./password";
import { reauthenticate } from "./reauthenticate";
import { renewRecoveryCodes } from "./renew-recovery-codes";
import { startTotp } from "./start-totp";
import { unsealTotpKey } from "./totp";
import { turnOffTotp } from "./turn-off-totp";

const { database, context } = useTestDatabase();
const password = "five quiet herons wade";
let passwordHash: string;
beforeAll(async () => {
  passwordHash = await hashPassword(password);
});

/** The middle of a time step, so that a test's seconds cannot cross into another. */
const start = Date.UTC(2026, 2, 1, 12, 0, 15);
const stepMs = 30_000;
const at = (steps: number) => new Date(start + steps * stepMs);

/** What an authenticator app shows, by the key that was shown to it. */
const codeOf = (key: string, when: Date): string =>
  new TOTP({ secret: Secret.fromBase32(key) }).generate({ timestamp: when.getTime() });

type Given = { member: Member; ctx: MemberContext };
const newMember = async (): Promise<Given> => {
  const email = `${randomUUID()}@example.com`;
  const [row] = await database()
    .insert(members)
    .values({ email, role: "support", passwordHash })
    .returning({ id: members.id });
  const member: Member = { id: memberIdSchema.parse(row?.id), email, role: "support" };
  const session = { id: randomUUID(), authenticatedAt: at(0) };
  const ctx = { ...context(), actor: memberActor(member), session, address: newAddress(), now: () => at(0) };
  return { member, ctx };
};
let addressCount = 0;
const newAddress = () => `10.9.${Math.floor(++addressCount / 256)}.${addressCount % 256}`;

/** Turns one-time passwords on, with the code of now. */
const turnOn = async ({ ctx }: Given) => {
  const { key } = await startTotp(ctx);
  const confirmed = await confirmTotp(ctx, { code: codeOf(key, at(0)) });
  return { key, codes: confirmed.recoveryCodes };
};
const check = ({ member, ctx }: Given, code: string, when: Date, address = newAddress()) =>
  checkCode({ ...ctx, address, now: () => when }, { member, code, deviceToken: null });
const rowOf = async ({ id }: Member) => {
  const [row] = await database().select().from(members).where(eq(members.id, id));
  if (row === undefined) throw new Error("There is no such member.");
  return row;
};
const eventsOf = async ({ id }: Member) => {
  const rows = await database().select().from(ledgerEvents).orderBy(ledgerEvents.seq);
  return rows.filter(({ body }) => body.includes(id)).map(({ kind }) => kind);
};
const securityKindsOf = async ({ id }: Member) => {
  const rows = await database().select().from(securityEvents).orderBy(securityEvents.id);
  return rows.filter(({ actor }) => actor?.id === id).map(({ kind }) => kind);
};

let given: Given;
beforeEach(async () => {
  given = await newMember();
});

describe("turning one-time passwords on", () => {
  it("shows a key once and wants a code of it; before that, nothing is asked for", async () => {
    const { member, ctx } = given;
    const { key, uri } = await startTotp(ctx);
    expect(new URL(uri).searchParams.get("secret")).toBe(key);
    expect(uri).toContain(encodeURIComponent(member.email));
    expect(await rowOf(member)).toMatchObject({ totpConfirmedAt: null });
    const signIn = () =>
      checkCredentials(ctx, { email: member.email, password, code: "", deviceToken: null });
    expect(await signIn()).toMatchObject({ id: member.id });
    await expect(confirmTotp(ctx, { code: "000000" })).rejects.toMatchObject({ code: "invalid_input" });
    const { recoveryCodes: codes } = await confirmTotp(ctx, { code: codeOf(key, at(0)) });
    expect(codes).toHaveLength(10);
    expect(await signIn()).toBe("code_required");
    await expect(startTotp(ctx)).rejects.toMatchObject({ code: "wrong_status" });
    expect(await eventsOf(member)).toEqual(["member.totp-enabled"]);
  });

  it("wants a recent sign-in, as renewing the recovery codes and turning off do", async () => {
    const old: MemberContext = {
      ...given.ctx,
      ...longSignedIn(given.ctx),
      session: { id: randomUUID(), authenticatedAt: at(-60) },
    };
    const refused = { code: "reauthentication_required" };
    await expect(startTotp(old)).rejects.toMatchObject(refused);
    await expect(confirmTotp(old, { code: "123456" })).rejects.toMatchObject(refused);
    await expect(renewRecoveryCodes(old)).rejects.toMatchObject(refused);
    await expect(turnOffTotp(old)).rejects.toMatchObject(refused);
  });

  it("is for members with a password, and turned off it is gone with its codes", async () => {
    const { member, ctx } = given;
    await turnOn(given);
    await turnOffTotp(ctx);
    await turnOffTotp(ctx);
    expect(await rowOf(member)).toMatchObject({ totpSecret: null, totpConfirmedAt: null });
    expect(await database().$count(recoveryCodes, eq(recoveryCodes.memberId, member.id))).toBe(0);
    expect(await eventsOf(member)).toEqual(["member.totp-enabled", "member.totp-disabled"]);
    await expect(renewRecoveryCodes(ctx)).rejects.toMatchObject({ code: "wrong_status" });
    await database().update(members).set({ passwordHash: null }).where(eq(members.id, member.id));
    await expect(startTotp(ctx)).rejects.toMatchObject({ code: "wrong_status" });
  });
});

describe("a reset link", () => {
  it("removes them when it was made for that, as it is used, and else leaves them", async () => {
    const { member } = given;
    await turnOn(given);
    const reset = async (removesTotp: boolean) => {
      const { token } = await createResetLink(context(), { id: member.id, removesTotp });
      expect(await rowOf(member)).toMatchObject({ totpConfirmedAt: at(0) });
      return acceptLink(database(), { token, password: "nine slow barges pass" }, new Date());
    };
    expect(await reset(false)).toMatchObject({ removesTotp: false });
    expect(await rowOf(member)).toMatchObject({ totpConfirmedAt: at(0) });
    expect(await reset(true)).toMatchObject({ removesTotp: true });
    expect(await rowOf(member)).toMatchObject({ totpSecret: null, totpConfirmedAt: null });
    expect((await eventsOf(member)).slice(-3)).toEqual([
      "member.reset-link-created",
      "member.totp-disabled",
      "member.password-changed",
    ]);
  });
});

describe("a one-time password", () => {
  it("is taken for half a minute, and in the steps beside it, and no longer (ASVS 2.8.1)", async () => {
    const { key } = await turnOn(given);
    const verdict = (step: number, now: number) => check(given, codeOf(key, at(step)), at(now));
    expect(await verdict(10, 8)).toBe("wrong");
    expect(await verdict(10, 12)).toBe("wrong");
    expect(await verdict(9, 10)).toBe("right");
    expect(await verdict(10, 10)).toBe("right");
    expect(await verdict(11, 10)).toBe("right");
  });

  it("comes of a key that is sealed: its row does not tell it, and it opens for its member alone (ASVS 2.8.2)", async () => {
    const { key } = await turnOn(given);
    const { ctx, member } = given;
    const row = await rowOf(member);
    const sealed = row.totpSecret ?? Buffer.alloc(0);
    for (const form of [key, Secret.fromBase32(key).hex, Secret.fromBase32(key).latin1]) {
      expect(sealed.includes(form)).toBe(false);
      expect(sealed.toString("latin1").includes(form)).toBe(false);
    }
    expect(unsealTotpKey(ctx.secret, member.id, sealed)).toBe(key);
    const other = await newMember();
    expect(() => unsealTotpKey(ctx.secret, other.member.id, sealed)).toThrow("changed outside Lethe");
    expect(() => unsealTotpKey(`${ctx.secret}.`, member.id, sealed)).toThrow("another LETHE_SECRET");
    // Nor as what else is sealed.
    const store = { id: storeIdSchema.parse("store"), kind: "mem0-oss", url: "https://example.com" } as const;
    expect(() => unsealCredentials(ctx.secret, store, sealed)).toThrow();
  });

  it("is taken once, and none before it afterwards, also of two at the same time (ASVS 2.8.4)", async () => {
    const { key } = await turnOn(given);
    // The one that it was turned on with.
    expect(await check(given, codeOf(key, at(0)), at(0))).toBe("used");
    const code = codeOf(key, at(5));
    const answers = await Promise.all([1, 2, 3, 4].map(() => check(given, code, at(5))));
    expect(answers.filter((answer) => answer === "right")).toHaveLength(1);
    expect(await check(given, code, at(6))).toBe("used");
    expect(await check(given, codeOf(key, at(4)), at(5))).toBe("used");
    expect(await check(given, codeOf(key, at(6)), at(6))).toBe("right");
  });

  it("that was used before, or is wrong, is refused, told apart, and is a security event (ASVS 2.8.5)", async () => {
    const { key, codes } = await turnOn(given);
    expect(await check(given, codeOf(key, at(0)), at(0))).toBe("used");
    await expect.poll(() => securityKindsOf(given.member)).toEqual(["totp_reused"]);
    expect(await check(given, "000000", at(3))).toBe("wrong");
    await expect.poll(() => securityKindsOf(given.member)).toEqual(["totp_reused", "totp_failed"]);
    expect(await check(given, codes[0] ?? "", at(3))).toBe("right");
    await expect
      .poll(() => securityKindsOf(given.member))
      .toEqual(["totp_reused", "totp_failed", "recovery_code_used"]);
  });

  it("is asked for after the right password alone, and guesses at it are counted apart", async () => {
    const { key } = await turnOn(given);
    const { member, ctx } = given;
    const address = newAddress();
    const signIn = (code: string, withPassword = password, when = at(2)) =>
      checkCredentials(
        { ...ctx, address, now: () => when },
        { email: member.email, password: withPassword, code, deviceToken: null },
      );
    expect(await signIn(codeOf(key, at(2)), "not the password")).toBe("wrong_password");
    expect(await signIn("")).toBe("code_required");
    // The right password does not start the count of codes anew.
    const wrong = Array.from({ length: 10 }, (_, index) => String(index).padStart(6, "0"));
    for (const code of wrong) expect(await signIn(code)).toBe("wrong_code");
    await expect(signIn(codeOf(key, at(2)))).rejects.toMatchObject({ code: "too_many_attempts" });
    expect(await rowOf(member)).toMatchObject({ totpLastStep: Math.floor(start / stepMs) });
  });

  it("that was used is told so to who gives the right password, and to nobody else (ASVS 2.8.5)", async () => {
    const { key } = await turnOn(given);
    const { member, ctx } = given;
    const input = { email: member.email, password, code: codeOf(key, at(0)), deviceToken: null };
    expect(await checkCredentials(ctx, input)).toBe("used_code");
    await expect(reauthenticate(ctx, { password, code: input.code })).rejects.toMatchObject({
      message: "This code was already used. Wait for the next one.",
    });
    expect(await checkCredentials(ctx, { ...input, password: "not the password" })).toBe("wrong_password");
  });

  it("is not of a member who has none", async () => {
    await startTotp(given.ctx);
    expect(await check(given, "123456", at(0))).toBe("wrong");
  });
});

describe("recovery codes", () => {
  it("work once each, typed in any way, also of two at the same time (ASVS 2.6.1–2.6.3)", async () => {
    const { codes } = await turnOn(given);
    // 78 bits each, and none like another.
    for (const code of codes) expect(code).toMatch(/^([2-9A-HJKMNP-TV-Z]{4}-){3}[2-9A-HJKMNP-TV-Z]{4}$/);
    expect(new Set(codes).size).toBe(10);
    const [one = "", two = "", three = ""] = codes;
    expect(await check(given, ` ${one.toLowerCase().replace(/-/g, " ")} `, at(1))).toBe("right");
    expect(await check(given, one, at(1))).toBe("wrong");
    const answers = await Promise.all([1, 2, 3].map(() => check(given, two, at(1))));
    expect(answers.filter((answer) => answer === "right")).toHaveLength(1);
    // Of another member it is none.
    const other = await newMember();
    await turnOn(other);
    expect(await check(other, three, at(1))).toBe("wrong");
    expect(await check(given, three, at(1))).toBe("right");
  });

  it("are kept as keyed digests, and new ones take their place (ASVS 2.6.1–2.6.3)", async () => {
    const { codes } = await turnOn(given);
    const { ctx, member } = given;
    const kept = await database().select().from(recoveryCodes).where(eq(recoveryCodes.memberId, member.id));
    const text = JSON.stringify(kept.map(({ codeDigest }) => codeDigest.toString("latin1")));
    for (const code of codes) {
      expect(text).not.toContain(code);
      expect(text).not.toContain(code.replace(/-/g, ""));
    }
    const { recoveryCodes: renewed } = await renewRecoveryCodes(ctx);
    expect(await check(given, codes[0] ?? "", at(1))).toBe("wrong");
    expect(await check(given, renewed[0] ?? "", at(1))).toBe("right");
    const used = and(eq(recoveryCodes.memberId, member.id), eq(recoveryCodes.usedAt, at(1)));
    expect(await database().$count(recoveryCodes, used)).toBe(1);
    expect(await eventsOf(member)).toEqual(["member.totp-enabled", "member.recovery-codes-renewed"]);
    // Without LETHE_SECRET a digest cannot be made again.
    const elsewhere = {
      ...given,
      ctx: { ...ctx, secret: "another secret, also of more than 32 characters" },
    };
    expect(await check(elsewhere, renewed[1] ?? "", at(1))).toBe("wrong");
  });
});
