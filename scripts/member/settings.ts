import { z } from "zod";
import {
  mailSettingsFrom,
  mailVariableMissing,
  mailVariables,
  type MailSettings,
} from "@/lib/env/mail-settings";
import { setVariables } from "@/lib/env/set-variables";
import { databaseSettingsFrom, databaseVariables, type DatabaseSettings } from "../database-settings";
import { StartError } from "../start-error";

export interface MemberSettings extends DatabaseSettings {
  /** Where the links lead, without a slash at the end. */
  publicUrl: string;
  mail: MailSettings | null;
}

const variables = z.object({
  ...databaseVariables,
  ...mailVariables,
  PORT: z.string().default("3000"),
  LETHE_URL: z
    .url({ protocol: /^https?$/, error: "must be an address like https://lethe.example.com" })
    .optional(),
});

/** The part of Lethe's settings that the command needs; throws a StartError that names what is wrong, without its value. */
export function readMemberSettings(env: Record<string, string | undefined>): MemberSettings {
  const parsed = variables.safeParse(setVariables(env));
  if (!parsed.success) {
    throw new StartError(
      parsed.error.issues.map(({ path, message }) => `${path.join(".")} ${message}.`).join("\n"),
    );
  }
  const { data } = parsed;
  const missing = mailVariableMissing(data);
  if (missing !== null) throw new StartError(`${missing.missing} must be set when ${missing.beside} is.`);
  return {
    ...databaseSettingsFrom(data),
    publicUrl: (data.LETHE_URL ?? `http://localhost:${data.PORT}`).replace(/\/+$/, ""),
    mail: mailSettingsFrom(data),
  };
}
