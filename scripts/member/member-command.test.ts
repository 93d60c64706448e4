import { spawn } from "node:child_process";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { acceptLink } from "@/lib/members/server/accept-link";
import { openLink } from "@/lib/members/server/open-link";
import { startSmtpServer } from "@/testing/mail/start-smtp-server";
import { useTestDatabase } from "@/testing/test-database";
import { safetyRules } from "@/drizzle/schema/approvals";
import { ledgerEvents } from "@/drizzle/schema/ledger";
import { members } from "@/drizzle/schema/members";
import { readArguments } from "./arguments";

const { database, url } = useTestDatabase();

type Run = { code: number | null; output: string; errors: string };

/** Runs the command in a process of its own, with nothing in its environment that it is not given. */
const run = (args: string[], env: Record<string, string> = {}): Promise<Run> => {
  const code = `const { default: member } = await import("./scripts/member.ts");
    process.exit(await member(process.argv.slice(1)).catch((error) => (console.error(error.message), 1)));`;
  const child = spawn(
    process.execPath,
    ["--import", "tsx", "--input-type=module", "-e", code, "--", ...args],
    { env: { PATH: process.env.PATH ?? "", NODE_ENV: "test", DATABASE_URL: url(), ...env } },
  );
  const result: Run = { code: null, output: "", errors: "" };
  child.stdout.on("data", (data: Buffer) => (result.output += data.toString()));
  child.stderr.on("data", (data: Buffer) => (result.errors += data.toString()));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (exitCode) => resolve({ ...result, code: exitCode }));
  });
};

const lastLine = ({ output }: Run): string => output.trimEnd().split("\n").at(-1) ?? "";
const tokenIn = (link: string): string => /\/join#([\w-]{43})$/.exec(link)?.[1] ?? "";

describe("npm run member", () => {
  it("invites, lists, changes, disables and enables members, and resets a sole admin's password", async () => {
    const invited = await run(["invite", "Ada@example.com", "--role", "admin"], {
      LETHE_URL: "https://lethe.example.com/",
    });
    expect(invited).toMatchObject({ code: 0, errors: "" });
    expect(lastLine(invited)).toMatch(/^https:\/\/lethe\.example\.com\/join#/);
    const accepted = await acceptLink(
      database(),
      { token: tokenIn(lastLine(invited)), password: "nine slow barges pass" },
      new Date(),
    );
    expect(accepted).toMatchObject({ email: "ada@example.com", role: "admin", invitedBy: null });
    expect((await run(["invite", "bea@example.com", "--role", "viewer"])).code).toBe(0);

    const listed = await run(["list"]);
    expect(listed.output).toMatch(/ada@example\.com +admin +active +no +-/);
    expect(listed.output).toMatch(/bea@example\.com +viewer +invited until 20/);

    expect(await run(["role", "BEA@example.com", "support"])).toMatchObject({ code: 0, errors: "" });
    expect(await run(["disable", "bea@example.com"])).toMatchObject({ code: 0, errors: "" });
    expect((await run(["list"])).output).toMatch(/bea@example\.com +support +disabled 20/);
    expect(await run(["enable", "bea@example.com"])).toMatchObject({ code: 0, errors: "" });

    const last = await run(["disable", "ada@example.com"]);
    expect(last).toMatchObject({ code: 1, output: "" });
    expect(last.errors).toContain("only active admin");

    const reset = await run(["reset", "ada@example.com"], { PORT: "4321" });
    expect(lastLine(reset)).toMatch(/^http:\/\/localhost:4321\/join#/);
    expect(await openLink(database(), { token: tokenIn(lastLine(reset)), now: new Date() })).toMatchObject({
      link: { kind: "reset", removesTotp: false },
    });
    const withTotp = await run(["reset", "ada@example.com", "--totp"]);
    expect(withTotp.output).toContain("removes the one-time passwords");
    expect(await openLink(database(), { token: tokenIn(lastLine(withTotp)), now: new Date() })).toMatchObject(
      { link: { kind: "reset", removesTotp: true } },
    );

    const events = await database().select().from(ledgerEvents);
    expect(events.map(({ kind }) => kind)).toEqual([
      "member.invited",
      "member.joined",
      "member.invited",
      "member.role-changed",
      "member.disabled",
      "member.enabled",
      "member.reset-link-created",
      "member.reset-link-created",
    ]);
    expect(events[0]?.body).toContain('"actor":{"id":"member-command","kind":"system"}');
  });

  it("gives the terminal no characters that it would carry out", async () => {
    const email = "\u001b[2Jeve\u202e@example.com";
    await database().insert(members).values({ email, role: "viewer" });
    const { output } = await run(["list"]);
    await database().delete(members).where(eq(members.email, email));
    expect(output).toContain("⟨U+001B⟩[2Jeve⟨U+202E⟩@example.com  viewer");
    expect(output).not.toContain("\u001b");
  });

  it("mails the link where a server is set up, and prints it when that fails", async () => {
    const server = await startSmtpServer();
    const env = (port: number) => ({
      LETHE_SMTP_URL: `smtp://127.0.0.1:${port}`,
      LETHE_SMTP_FROM: "lethe@example.com",
    });
    const sent = await run(["invite", "cy@example.com", "--role", "viewer"], env(server.port));
    expect(sent).toMatchObject({ code: 0, errors: "" });
    expect(server.mails.map(({ to }) => to)).toEqual([["cy@example.com"]]);
    await server.stop();
    const failed = await run(["invite", "cy@example.com", "--role", "viewer"], env(1));
    expect(failed.code).toBe(0);
    expect(failed.errors).toMatch(/^The mail could not be sent \(MailError \w+\)\.\n$/);
    expect(tokenIn(lastLine(failed))).toHaveLength(43);
  });

  it("says in a sentence what it cannot do", async () => {
    const unknown = await run(["reset", "nobody@example.com"]);
    expect(unknown).toMatchObject({ code: 1, output: "" });
    expect(unknown.errors).toMatch(/^There is no member nobody@example\.com\./);
    const halfSet = await run(["list"], { LETHE_SMTP_URL: "smtp://localhost" });
    expect(halfSet.errors).toBe("LETHE_SMTP_FROM must be set when LETHE_SMTP_URL is.\n");
    const secret = await run(["list"], { LETHE_SMTP_URL: "https://me:hunter2@localhost" });
    expect(secret.errors).toMatch(/^LETHE_SMTP_URL must be an address like smtps:/);
    expect(secret.errors).not.toContain("hunter2");
  });

  it("is no way around the rule of the second person", async () => {
    await database()
      .insert(safetyRules)
      .values({ isOn: true, changedAt: new Date() })
      .onConflictDoUpdate({ target: safetyRules.id, set: { isOn: true } });
    for (const args of [
      ["invite", "eve@example.com", "--role", "admin"],
      ["role", "bea@example.com", "admin"],
      ["role", "ada@example.com", "viewer"],
      ["disable", "ada@example.com"],
      ["reset", "ada@example.com"],
    ]) {
      const refused = await run(args);
      expect(refused, args.join(" ")).toMatchObject({ code: 1, output: "" });
      expect(refused.errors).toMatch(/second-person rule is on.*npm run /);
    }
    expect((await run(["list"])).code).toBe(0);
  });
});

describe("its arguments", () => {
  it("are refused with how it goes when they are not complete or too many", () => {
    for (const args of [
      [],
      ["invite", "a@example.com"],
      ["role", "a@example.com"],
      ["role", "a@example.com", "--role", "admin"],
      ["disable"],
      ["reset", "a@example.com", "b@example.com"],
      ["list", "all"],
      ["make", "a@example.com"],
      ["--what"],
    ]) {
      expect(() => readArguments(args), args.join(" ")).toThrow(/^Usage:\n {2}npm run member -- list/);
    }
  });

  it("are refused with what is wrong when they cannot be meant", () => {
    expect(() => readArguments(["invite", "a@example.com", "--role", "boss"])).toThrow(/^The role must be/);
    expect(() => readArguments(["reset", "ada"])).toThrow("Enter an email address.");
  });
});
