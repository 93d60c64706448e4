import { createTransport } from "nodemailer";
import type { MailSettings } from "@/lib/env/mail-settings";

export type Mail = { to: string; subject: string; text: string };

/** A person waits for the answer: a server that says nothing is given up after some seconds, at any step. */
const stepMsMax = 5_000;
const wholeMsMax = 15_000;

/**
 * Hands one plain text mail to the server. Resolves when the server has taken it; that it arrives is another matter. Throws
 * MailError, within 15 seconds.
 */
export const sendMail = async (
  settings: MailSettings,
  mail: Mail,
  { msMax = wholeMsMax }: { msMax?: number } = {},
): Promise<void> => {
  const { host, port, isTls, requiresTls, login, from } = settings;
  const transport = createTransport({
    host,
    port,
    secure: isTls,
    requireTLS: requiresTls,
    ...(login !== null && { auth: { user: login.user, pass: login.password } }),
    connectionTimeout: stepMsMax,
    greetingTimeout: stepMsMax,
    socketTimeout: stepMsMax,
    dnsTimeout: stepMsMax,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const timer = new AbortController();
  const tooLong = new Promise<never>((_, reject) => {
    const timeout = setTimeout(() => reject(new MailError("ETIMEDOUT", null)), msMax);
    timer.signal.addEventListener("abort", () => clearTimeout(timeout));
  });
  try {
    await Promise.race([transport.sendMail({ from, ...mail }), tooLong]);
  } catch (error) {
    throw error instanceof MailError ? error : mailErrorFrom(error);
  } finally {
    timer.abort();
    transport.close();
  }
};

/** Mail that was not taken. Without the message of the library or the server, which quote addresses. */
export class MailError extends Error {
  override readonly name = "MailError";
  /** Of nodemailer or of the system: EAUTH, ECONNREFUSED, ETIMEDOUT … */
  readonly code: string;
  /** What the server answered, such as 550. */
  readonly reply: number | null;

  constructor(code: string, reply: number | null) {
    super(`The mail was not sent (${code}${reply === null ? "" : `, ${reply}`}).`);
    this.code = code;
    this.reply = reply;
  }
}

const mailErrorFrom = (error: unknown): MailError => {
  const { code, responseCode } = error as { code?: unknown; responseCode?: unknown };
  return new MailError(
    typeof code === "string" ? code : "unknown",
    typeof responseCode === "number" ? responseCode : null,
  );
};
