import { afterEach, describe, expect, it } from "vitest";
import { mailSettingsFrom } from "@/lib/env/mail-settings";
import { sendMail } from "@/lib/mail/server/send-mail";
import type { NewMemberLink } from "@/lib/members/types";
import { startSmtpServer, type SmtpServer } from "@/testing/mail/start-smtp-server";
import { deliverLink } from "./deliver-link";

const link: NewMemberLink = {
  kind: "invite",
  removesTotp: false,
  isMailOnly: false,
  email: "bea@example.com",
  role: "support",
  invitedBy: "ada@example.com",
  token: "t".repeat(43),
  expiresAt: "2026-12-06T10:30:00.000Z",
};
const url = `https://lethe.example.com/join#${link.token}`;

let server: SmtpServer | undefined;
afterEach(() => server?.stop());

const mailBy = (port: number) =>
  mailSettingsFrom({
    LETHE_SMTP_URL: `smtp://127.0.0.1:${port}`,
    LETHE_SMTP_FROM: "Lethe <lethe@example.com>",
  });

const deliver = async (mail: ReturnType<typeof mailSettingsFrom>, isMailOnly = false) => {
  const failures: unknown[] = [];
  const answer = { ...link, isMailOnly };
  const delivered = await deliverLink(answer, {
    publicUrl: "https://lethe.example.com",
    mail,
    onMailFailed: (error) => failures.push(error),
  });
  return { delivered, failures };
};

describe("deliverLink", () => {
  it("mails the link as plain text that says from whom it is, for what and until when", async () => {
    server = await startSmtpServer();
    const { delivered } = await deliver(mailBy(server.port));
    expect(delivered).toMatchObject({ url, mail: "sent", email: "bea@example.com" });
    const [mail] = server.mails;
    expect(mail?.to).toEqual(["bea@example.com"]);
    expect(mail?.source).toMatch(/^From: Lethe <lethe@example.com>$/m);
    expect(mail?.source).toMatch(/^Content-Type: text\/plain/m);
    // Long lines are folded on the way: "=" at their ends.
    const text = mail?.source.replace(/=\n/g, "").replaceAll("=3D", "=");
    for (const part of [url, "ada@example.com has invited you", "the role support", "2026-12-06 10:30 UTC"]) {
      expect(text).toContain(part);
    }
  });

  it("shows nobody a link that a second person approved, also when the mail fails", async () => {
    server = await startSmtpServer();
    const { delivered } = await deliver(mailBy(server.port), true);
    expect(delivered).toMatchObject({ url: null, mail: "sent" });
    expect(server.mails[0]?.source.replace(/=\n/g, "")).toContain(link.token);
    for (const mail of [mailBy(1), null]) {
      expect(JSON.stringify((await deliver(mail, true)).delivered)).not.toContain(link.token);
    }
  });

  it("only shows it where no server is set up", async () => {
    expect(await deliver(null)).toMatchObject({ delivered: { url, mail: "off" }, failures: [] });
  });

  it("has the link all the same when the server refuses, is not there, or wants no TLS where it must", async () => {
    server = await startSmtpServer("refuses");
    const refused = await deliver(mailBy(server.port));
    expect(refused).toMatchObject({
      delivered: { url, mail: "failed" },
      failures: [{ code: "EENVELOPE", reply: 550 }],
    });
    expect(String(refused.failures[0])).not.toContain("bea@");
    const away = await deliver(mailBy(1));
    expect(away).toMatchObject({ delivered: { url, mail: "failed" }, failures: [{ code: "ESOCKET" }] });
    await server.stop();
    server = await startSmtpServer();
    const settings = mailBy(server.port);
    if (settings === null) throw new Error("It is set up.");
    const plain = await deliver({ ...settings, requiresTls: true });
    expect(plain).toMatchObject({ delivered: { url, mail: "failed" } });
    expect(server.mails).toEqual([]);
  });

  it("gives a silent server up", async () => {
    server = await startSmtpServer("is silent");
    const settings = mailBy(server.port);
    if (settings === null) throw new Error("It is set up.");
    const mail = { to: "bea@example.com", subject: "x", text: "x" };
    await expect(sendMail(settings, mail, { msMax: 200 })).rejects.toMatchObject({ code: "ETIMEDOUT" });
  });
});

describe("the settings", () => {
  const from = "lethe@example.com";
  it("ask for TLS but on this machine or its own network, and take ports, names and passwords", () => {
    const read = (LETHE_SMTP_URL: string) => mailSettingsFrom({ LETHE_SMTP_URL, LETHE_SMTP_FROM: from });
    expect(read("smtps://me%40x:p%23w@smtp.example.com")).toEqual({
      host: "smtp.example.com",
      port: 465,
      isTls: true,
      requiresTls: false,
      login: { user: "me@x", password: "p#w" },
      from,
    });
    expect(read("smtp://smtp.example.com")).toMatchObject({
      port: 587,
      isTls: false,
      requiresTls: true,
      login: null,
    });
    for (const near of ["127.0.0.1:1025", "localhost", "mailpit:1025", "[::1]:1025"]) {
      expect(read(`smtp://${near}`), near).toMatchObject({ requiresTls: false });
    }
  });
});
