import path from "node:path";
import { z } from "zod";
import { setVariables } from "@/lib/env/set-variables";
import { requestLimitVariables } from "@/lib/env/request-limit";
import { cleaningVariables } from "@/lib/env/cleaning-settings";
import { confirmationVariables } from "@/lib/env/confirmation-variables";
import { deletionVariables } from "@/lib/env/deletion-settings";
import { runnerVariables } from "@/lib/env/runner-settings";
import { sessionVariables } from "@/lib/env/session-settings";
import { proxyVariables } from "@/lib/env/proxy-settings";
import { attestationVariables } from "@/lib/env/attestation-settings";
import { anchorVariables } from "@/lib/env/anchor-settings";
import { certificateVariables } from "@/lib/env/certificate-settings";
import { journalSettingsFrom, journalVariables, type JournalSettings } from "@/lib/env/journal-settings";
import { ledgerKeyVariables } from "@/lib/env/ledger-key-settings";
import { modelVariables, modelVariablesMissing } from "@/lib/env/model-settings";
import { mailVariableMissing, mailVariables } from "@/lib/env/mail-settings";
import { oidcVariables, oidcVariablesMissing } from "@/lib/env/oidc-settings";
import { newPassword, passwordLengthMin } from "@/lib/members/schema";
import { storeVariables } from "@/lib/env/store-variables";
import { ticketVariables } from "@/lib/env/ticket-settings";
import {
  readDeclaredRules,
  RetentionFileError,
  type DeclaredRule,
} from "@/lib/retention/server/declared-rules";
import {
  DeclarationError,
  readDeclaredStores,
  type DeclaredStore,
} from "@/lib/stores/server/declared-stores";
import { StartError } from "./start-error";

/** What the environment says about starting Lethe. */
export interface Settings {
  port: number;
  host: string;
  /** Null means: the embedded database. */
  databaseUrl: string | null;
  /** Of the role that migrates; null: the same. */
  migrationUrl: string | null;
  /** Null means: the one kept in the data folder. */
  secret: string | null;
  /** Absolute. */
  dataDir: string;
  shouldLoadSample: boolean;
  admin: { email: string; password: string } | null;
  /** The address members use, without a slash at the end. */
  publicUrl: string;
  stores: DeclaredStore[];
  /** What LETHE_RETENTION_FILE declares; null where it is not set, and what it once declared is left alone. */
  retentionRules: DeclaredRule[] | null;
  journal: JournalSettings;
}

const databaseAddress = z
  .string()
  .regex(/^postgres(ql)?:\/\//, "an address like postgres://user:password@host:5432/database");

/** What a person may set. All of it stands in .env.example. */
export const environment = z
  .object({
    PORT: z.coerce
      .number("a number")
      .int("a whole number")
      .min(1, "1 or more")
      .max(65_535, "65535 or less")
      .default(3000),
    HOST: z.string().default("127.0.0.1"),
    DATABASE_URL: databaseAddress.optional(),
    DATABASE_MIGRATION_URL: databaseAddress.optional(),
    // The server reads it itself.
    DATABASE_READ_URL: databaseAddress.optional(),
    LETHE_SECRET: z
      .string()
      .min(32, "32 characters or more, for example the output of: openssl rand -base64 32")
      .optional(),
    LETHE_DATA_DIR: z.string().default(".lethe"),
    LETHE_SAMPLE: z.enum(["on", "off"], "on or off").default("on"),
    ADMIN_EMAIL: z.email("an email address").optional(),
    ADMIN_PASSWORD: z
      .string()
      .refine(
        (text) => newPassword.safeParse(text).success,
        `${passwordLengthMin} to 256 characters (a member who exists already keeps the password: then leave it out)`,
      )
      .optional(),
    // The server reads these itself; here so that the start refuses a wrong one.
    ...requestLimitVariables,
    ...anchorVariables,
    ...attestationVariables,
    ...journalVariables,
    ...certificateVariables,
    ...ledgerKeyVariables,
    ...modelVariables,
    ...confirmationVariables,
    ...storeVariables,
    ...runnerVariables,
    ...sessionVariables,
    ...proxyVariables,
    ...deletionVariables,
    ...cleaningVariables,
    ...mailVariables,
    ...oidcVariables,
    ...ticketVariables,
    LETHE_STORES: z.string().default(""),
    LETHE_RETENTION_FILE: z.string().default(""),
    LETHE_URL: z.url({ protocol: /^https?$/, error: "an address like https://lethe.example.com" }).optional(),
  })
  .superRefine((value, context) => {
    const require = (name: string, remedy: string) =>
      context.addIssue({ code: "custom", path: [name], message: remedy });
    if (value.DATABASE_URL && !value.LETHE_SECRET) {
      require("LETHE_SECRET", "set when DATABASE_URL is: 32 characters or more, for example the output of: openssl rand -base64 32");
    }
    if (value.DATABASE_MIGRATION_URL && !value.DATABASE_URL) {
      require("DATABASE_URL", "set when DATABASE_MIGRATION_URL is");
    }
    if (value.DATABASE_READ_URL && !value.DATABASE_URL) {
      require("DATABASE_URL", "set when DATABASE_READ_URL is");
    }
    if (value.ADMIN_EMAIL && !value.ADMIN_PASSWORD) require("ADMIN_PASSWORD", "set when ADMIN_EMAIL is");
    for (const { missing, beside } of modelVariablesMissing(value)) require(missing, `set when ${beside} is`);
    const mail = mailVariableMissing(value);
    if (mail !== null) require(mail.missing, `set when ${mail.beside} is`);
    for (const name of oidcVariablesMissing(value)) require(name, "set when the others of LETHE_OIDC are");
    if (value.ADMIN_PASSWORD && !value.ADMIN_EMAIL) require("ADMIN_EMAIL", "set when ADMIN_PASSWORD is");
  });

/** Reads the settings. Throws a StartError that names each wrong variable; never repeats a value, since some are secret. */
export function readSettings(env: Record<string, string | undefined>): Settings {
  const parsed = environment.safeParse(setVariables(env));
  if (!parsed.success) {
    const lines = parsed.error.issues.map(
      (issue) => `${issue.path.join(".")} must be ${issue.message.replace(/^must be /, "")}.`,
    );
    throw new StartError(lines.join("\n"));
  }
  const { data } = parsed;
  return {
    port: data.PORT,
    host: data.HOST,
    databaseUrl: data.DATABASE_URL ?? null,
    migrationUrl: data.DATABASE_MIGRATION_URL ?? null,
    secret: data.LETHE_SECRET ?? null,
    dataDir: path.resolve(data.LETHE_DATA_DIR),
    shouldLoadSample: data.LETHE_SAMPLE === "on" && !data.DATABASE_URL,
    admin:
      data.ADMIN_EMAIL && data.ADMIN_PASSWORD
        ? { email: data.ADMIN_EMAIL, password: data.ADMIN_PASSWORD }
        : null,
    publicUrl: (data.LETHE_URL ?? `http://localhost:${data.PORT}`).replace(/\/+$/, ""),
    stores: storesFrom(data.LETHE_STORES),
    retentionRules: rulesFrom(data.LETHE_RETENTION_FILE),
    journal: journalSettingsFrom(data, path.resolve(data.LETHE_DATA_DIR)),
  };
}

function rulesFrom(file: string): DeclaredRule[] | null {
  if (file.trim() === "") return null;
  try {
    return readDeclaredRules(file.trim());
  } catch (error) {
    if (error instanceof RetentionFileError) throw new StartError(error.message);
    throw error;
  }
}

function storesFrom(value: string): DeclaredStore[] {
  try {
    return readDeclaredStores(value);
  } catch (error) {
    if (error instanceof DeclarationError) throw new StartError(error.message);
    throw error;
  }
}
