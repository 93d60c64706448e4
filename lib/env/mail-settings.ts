import { z } from "zod";

/** The server that sends Lethe's mail. */
export type MailSettings = {
  host: string;
  port: number;
  /** TLS from the first byte; else STARTTLS. */
  isTls: boolean;
  /** Mail holds links that let people in: only to a server of this machine or its own network does it go without TLS. */
  requiresTls: boolean;
  login: { user: string; password: string } | null;
  /** "lethe@example.com", or "Lethe <lethe@example.com>". */
  from: string;
};

const mailbox = /^(?:[^<>\p{Cc}]*<([^<>\s]+)>|([^<>\s]+))$/u;

/** The variables, for lib/env/env.ts. None has to be set; one belongs to the other. */
export const mailVariables = {
  LETHE_SMTP_URL: z
    .url({
      protocol: /^smtps?$/,
      error: "must be an address like smtps://user:password@smtp.example.com",
      abort: true,
    })
    .refine((text) => new URL(text).hostname !== "", "must name a host")
    .refine((text) => !/[?#]/.test(text), "must be without a ? or # (%3F and %23 in a password)")
    .refine((text) => isDecodable(text), "must have %25 in the place of a % in a password")
    .optional(),
  LETHE_SMTP_FROM: z
    .string()
    .refine((text) => {
      const [, inBrackets, bare] = mailbox.exec(text.trim()) ?? [];
      return z.email().safeParse(inBrackets ?? bare).success;
    }, "must be an address like lethe@example.com or Lethe <lethe@example.com>")
    .optional(),
};
type Variables = z.infer<z.ZodObject<typeof mailVariables>>;

/** The variable that is missing beside the other, or null. */
export const mailVariableMissing = ({
  LETHE_SMTP_URL: url,
  LETHE_SMTP_FROM: from,
}: Variables): { missing: string; beside: string } | null => {
  if ((url === undefined) === (from === undefined)) return null;
  return url === undefined
    ? { missing: "LETHE_SMTP_URL", beside: "LETHE_SMTP_FROM" }
    : { missing: "LETHE_SMTP_FROM", beside: "LETHE_SMTP_URL" };
};

/** Null while none is configured. */
export const mailSettingsFrom = (variables: Variables): MailSettings | null => {
  const { LETHE_SMTP_URL: address, LETHE_SMTP_FROM: from } = variables;
  if (address === undefined || from === undefined) return null;
  const url = new URL(address);
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const isTls = url.protocol === "smtps:";
  return {
    host,
    port: url.port === "" ? (isTls ? 465 : 587) : Number(url.port),
    isTls,
    requiresTls: !isTls && !isNear(host),
    login:
      url.username === ""
        ? null
        : { user: decodeURIComponent(url.username), password: decodeURIComponent(url.password) },
    from: from.trim(),
  };
};

const isDecodable = (text: string): boolean => {
  try {
    const { username, password } = new URL(text);
    decodeURIComponent(username + password);
    return true;
  } catch {
    return false;
  }
};

/** This machine, or a bare name, which only its own network knows. */
const isNear = (host: string): boolean => host === "::1" || /^127\./.test(host) || !/[.:]/.test(host);
