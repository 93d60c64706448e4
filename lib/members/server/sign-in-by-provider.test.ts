import { asc, eq, isNotNull } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { oidcSettingsFrom, oidcVariables } from "@/lib/env/oidc-settings";
import { z } from "zod";
import type { MemberId, Role } from "@/lib/access/types";
import { memberIdSchema } from "@/lib/access/member-id-schema";
import { providerRefusalWords } from "@/lib/members/provider-refusals";
import { email as emailSchema } from "@/lib/members/schema";
import { countActiveAdmins } from "@/lib/safety/server/require-two-admins";
import { useTestDatabase } from "@/testing/test-database";
import { safetyRules } from "@/drizzle/schema/approvals";
import { ledgerEvents } from "@/drizzle/schema/ledger";
import { memberLinks, members, sessions } from "@/drizzle/schema/members";
import { inviteMember } from "./invite-member";
import { readClaims } from "./oidc-provider";
import { signInByProvider } from "./sign-in-by-provider";

const { database, context } = useTestDatabase();
const issuer = "https://login.example.com";

const settingsOf = (variables: Record<string, string> = {}) => {
  const settings = oidcSettingsFrom(
    z.object(oidcVariables).parse({
      LETHE_OIDC_ISSUER: issuer,
      LETHE_OIDC_CLIENT_ID: "lethe",
      LETHE_OIDC_CLIENT_SECRET: "secret",
      ...variables,
    }),
  );
  if (settings === null) throw new Error("Not configured.");
  return settings;
};
const byGroup = {
  LETHE_OIDC_ROLE_CLAIM: "groups",
  LETHE_OIDC_ROLES: "lethe-admins=admin, lethe-support=support",
};

const signIn = (
  subject: string,
  told: { email?: unknown; email_verified?: unknown; groups?: string[] | string; auth_time?: unknown } = {},
  variables: Record<string, string> = {},
  signedInAs: MemberId | null = null,
) => {
  const settings = settingsOf(variables);
  const claims = {
    iss: issuer,
    sub: subject,
    email: `${subject}@example.com`,
    email_verified: true,
    ...told,
  };
  return signInByProvider(context(), { ...readClaims(claims, settings), settings, signedInAs });
};
const only = async (
  subject: string,
  ...rest: [Parameters<typeof signIn>[1]?, Parameters<typeof signIn>[2]?]
) => {
  const found = await signIn(subject, ...rest);
  if (typeof found === "string") throw new Error(found);
  return found.id;
};
const rowOf = async (id: MemberId) => {
  const [row] = await database().select().from(members).where(eq(members.id, id));
  return row;
};
const add = async (name: string, role: Role, values: Partial<typeof members.$inferInsert> = {}) => {
  await database()
    .insert(members)
    .values({ email: `${name}@example.com`, role, passwordHash: "some", ...values });
};
const events = async () => {
  const rows = await database().select().from(ledgerEvents).orderBy(asc(ledgerEvents.seq));
  return rows.map(({ kind }) => kind);
};
/** Its row is there since the first sign-in. */
const turnRuleOn = () => database().update(safetyRules).set({ isOn: true });

let eventsBefore = 0;
beforeEach(async () => {
  for (const table of [sessions, memberLinks, safetyRules, members]) await database().delete(table);
  eventsBefore = (await events()).length;
});
const newEvents = async () => (await events()).slice(eventsBefore);

describe("signInByProvider", () => {
  it("makes a viewer of who is not known, and knows them by their subject when their address changes", async () => {
    const id = await only("ada");
    expect(await rowOf(id)).toMatchObject({ email: "ada@example.com", role: "viewer", passwordHash: null });
    expect(await only("ada", { email: "lovelace@example.com" })).toBe(id);
    expect(await database().$count(members)).toBe(1);
    expect(await newEvents()).toEqual(["member.created"]);
  });

  it("makes one member of several first sign-ins at once", async () => {
    const ids = await Promise.all([only("ada"), only("ada"), only("ada")]);
    expect(new Set(ids).size).toBe(1);
  });

  it("refuses addresses that are not verified, missing, or of another domain", async () => {
    expect(await signIn("ada", { email_verified: false })).toBe("email_unverified");
    expect(await signIn("ada", { email: "" })).toBe("email_unverified");
    const domains = { LETHE_OIDC_EMAIL_DOMAINS: "Example.com, @example.org" };
    expect(await signIn("eve", { email: "eve@evil-example.com" }, domains)).toBe("email_domain");
    expect(await signIn("eve", { email: "eve@example.com.evil.net" }, domains)).toBe("email_domain");
    expect(await database().$count(members)).toBe(0);
    expect(typeof (await signIn("ada", { email: "ada@EXAMPLE.ORG" }, domains))).toBe("object");
  });

  it("takes no address that looks like another's, or is none", async () => {
    await add("katek", "support");
    await add("adminik", "admin");
    const kelvin = "\u212a";
    const odd = [
      `${kelvin}ate${kelvin}@example.com`,
      `admini${kelvin}@example.com`,
      "a\u0000@example.com",
      "a\r\nb@example.com",
      "\u001b[2Jx@example.com",
      "ada\u200b@example.com",
      `${"l".repeat(3_000)}@example.com`,
      "@example.com",
      "ada",
    ];
    for (const email of odd) expect([email, await signIn("eve", { email })]).toEqual([email, "email_unfit"]);
    expect(await database().$count(members)).toBe(2);
    expect(await database().$count(members, isNotNull(members.oidcSubject))).toBe(0);
    // What the pages of Lethe take is the same.
    expect(emailSchema.safeParse(odd[0]).success).toBe(false);
  });

  it("refuses in words what it cannot read", async () => {
    expect(await signIn("ada", { email_verified: 1 })).toBe("email_unverified");
    expect(await signIn("ada", { email: 1 })).toBe("email_unverified");
    for (const subject of ["", "a\u0000", "a".repeat(256)])
      expect(await signIn(subject, { email: "ada@example.com" })).toBe("unreadable");
    for (const code of ["unreadable", "email_unfit", "join_first"])
      expect(providerRefusalWords(code, "SSO")).toContain("SSO");
    for (const code of ["__proto__", "constructor", "toString", ""])
      expect(providerRefusalWords(code, "SSO")).toBe("Signing in with SSO did not work. Try again.");
    expect(await database().$count(members)).toBe(0);
  });

  it("links a member of the address once, and nobody else comes in as them", async () => {
    await add("ada", "support");
    const id = await only("ada-at-work", { email: "Ada@example.com" });
    expect(await rowOf(id)).toMatchObject({
      oidcSubject: "ada-at-work",
      role: "support",
      passwordHash: "some",
    });
    expect(await signIn("another", { email: "ada@example.com" })).toBe("other_subject");
    expect(await newEvents()).toEqual(["member.provider-linked"]);
  });

  it("links an admin only from their own session while the second-person rule is on", async () => {
    await only("vera");
    await turnRuleOn();
    await add("ada", "admin");
    const [ada] = await database().select().from(members).where(eq(members.email, "ada@example.com"));
    const id = memberIdSchema.parse(ada?.id);
    expect(await signIn("ada")).toBe("link_first");
    expect(await rowOf(id)).toMatchObject({ oidcSubject: null });
    expect(await signIn("ada", {}, {}, id)).toEqual({ id });
    expect(await signIn("ada")).toEqual({ id });
  });

  it("makes no admin of who was only invited while the second-person rule is on", async () => {
    await only("vera");
    await inviteMember(context(), { email: "ghost@example.com", role: "admin" });
    await turnRuleOn();
    expect(await signIn("ghost")).toBe("join_first");
    expect(await signIn("ghost", { groups: ["lethe-admins"] }, byGroup)).toBe("join_first");
    expect(await database().$count(members, eq(members.oidcSubject, "ghost"))).toBe(0);
    expect(await countActiveAdmins(database())).toBe(0);
    await database().update(safetyRules).set({ isOn: false });
    await only("ghost");
    expect(await countActiveAdmins(database())).toBe(1);
  });

  it("takes an invitation up, with its role", async () => {
    await inviteMember(context(), { email: "bea@example.com", role: "auditor" });
    expect(await rowOf(await only("bea"))).toMatchObject({ role: "auditor" });
    expect(await database().$count(memberLinks)).toBe(0);
    expect(await newEvents()).toEqual(["member.invited", "member.joined"]);
  });

  it("keeps disabled members out, and who is signed in as someone else", async () => {
    const id = await only("ada");
    const other = await only("bea");
    expect(await signIn("bea", {}, {}, id)).toBe("other_member");
    expect(await signIn("cy", {}, {}, id)).toBe("other_member");
    expect(await signIn("bea", {}, {}, other)).toEqual({ id: other });
    await database().update(members).set({ disabledAt: new Date() }).where(eq(members.id, id));
    expect(await signIn("ada")).toBe("disabled");
  });

  it("gives the role of the first group that fits at each sign-in, and viewer for none", async () => {
    await add("boss", "admin");
    const id = await only("ada", { groups: ["staff", "lethe-support", "lethe-admins"] }, byGroup);
    expect(await rowOf(id)).toMatchObject({ role: "admin" });
    await only("ada", { groups: "lethe-support" }, byGroup);
    expect(await rowOf(id)).toMatchObject({ role: "support" });
    await only("ada", { groups: [] }, byGroup);
    expect(await rowOf(id)).toMatchObject({ role: "viewer" });
    // Without the claim roles are given in Lethe.
    await only("ada", { groups: ["lethe-admins"] });
    expect(await rowOf(id)).toMatchObject({ role: "viewer" });
    expect(await newEvents()).toEqual(["member.created", "member.role-changed", "member.role-changed"]);
  });

  it("leaves the last admin, and every admin while the second-person rule is on", async () => {
    const id = await only("ada", { groups: ["lethe-admins"] }, byGroup);
    await only("ada", { groups: [] }, byGroup);
    expect(await rowOf(id)).toMatchObject({ role: "admin" });
    await add("boss", "admin");
    await turnRuleOn();
    await only("ada", { groups: [] }, byGroup);
    expect(await rowOf(id)).toMatchObject({ role: "admin" });
    const bea = await only("bea", { groups: ["lethe-admins"] }, byGroup);
    expect(await rowOf(bea)).toMatchObject({ role: "viewer" });
    await only("bea", { groups: ["lethe-admins"] }, byGroup);
    expect(await rowOf(bea)).toMatchObject({ role: "viewer" });
  });
});
