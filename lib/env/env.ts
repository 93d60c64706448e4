import { resolve } from "node:path";
import { z } from "zod";
import { setVariables } from "./set-variables";
import { requestLimitVariables } from "./request-limit";
import {
  confirmationThresholdsFrom,
  confirmationVariables,
  type ConfirmationThresholds,
} from "./confirmation-variables";
import { deletionVariables } from "./deletion-settings";
import { runnerVariables } from "./runner-settings";
import { sessionSettingsFrom, sessionVariables, type SessionSettings } from "./session-settings";
import { mailSettingsFrom, mailVariables, type MailSettings } from "./mail-settings";
import { oidcSettingsFrom, oidcVariables, type OidcSettings } from "./oidc-settings";
import { anchorSettingsFrom, anchorVariables, type AnchorSettings } from "./anchor-settings";
import {
  attestationSettingsFrom,
  attestationVariables,
  type AttestationSettings,
} from "./attestation-settings";
import { cleaningVariables } from "./cleaning-settings";
import { certificateVariables } from "./certificate-settings";
import { journalSettingsFrom, journalVariables, type JournalSettings } from "./journal-settings";
import { ledgerKeyVariables } from "./ledger-key-settings";
import { storeVariables } from "./store-variables";
import { ticketSettingsFrom, ticketVariables, type TicketSettings } from "./ticket-settings";
import { modelSettingsFrom, modelVariables, type ModelSettings } from "./model-settings";

/**
 * What the running server reads from its environment. The launcher (scripts/up.ts) validates what a person sets, and
 * hands the server exactly these.
 */
export const serverEnvironment = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  DATABASE_READ_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  LETHE_SECRET: z.string().min(32),
  // The launcher's LETHE_URL, under the name that next-auth reads it by.
  NEXTAUTH_URL: z.url().default("http://localhost:3000"),
  LETHE_DATA_DIR: z.string().default(".lethe"),
  // Where the embedded database's files are. Told by the launcher alone.
  LETHE_EMBEDDED_DATABASE: z.string().optional(),
  LOG_LEVEL: z.enum(["silent", "fatal", "error", "warn", "info", "debug"]).default("info"),
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
  ...deletionVariables,
  ...cleaningVariables,
  ...mailVariables,
  ...oidcVariables,
  ...ticketVariables,
});

export type Env = {
  databaseUrl: string;
  /** Of a replica, for lists, counts, facets and exports; null: the same. */
  databaseReadUrl: string | null;
  secret: string;
  /** The address people and applications use, without a slash at the end. */
  publicUrl: string;
  dataDir: string;
  logLevel: z.infer<typeof serverEnvironment>["LOG_LEVEL"];
  /** Of one key; 0 for any number. */
  apiRequestsPerMinute: number;
  /** Of one member; 0 for any number. */
  memberRequestsPerMinute: number;
  anchors: AnchorSettings;
  attestation: AttestationSettings;
  journal: JournalSettings;
  /** LETHE_CERTIFICATE_KEY; null: the key is kept in the data folder. */
  certificateKey: string | null;
  /** LETHE_LEDGER_KEY; null: the key is kept in the data folder. */
  ledgerKey: string | null;
  /** Null while none is configured. */
  model: ModelSettings | null;
  embeddingModel: ModelSettings | null;
  confirmation: ConfirmationThresholds;
  allowsPrivateStores: boolean;
  /** How long after a server died another one takes over its deletions. */
  leaseSeconds: number;
  /** How many days after a deletion ended its plain filter is erased. */
  eraseFiltersDays: number;
  /** How many hours after a clean of the database's files the next one follows; 0: only when somebody asks. */
  cleanHours: number;
  /** The folder of the embedded database; null where another one is used. */
  embeddedDatabase: string | null;
  /** Null while none is configured: links are then only shown. */
  mail: MailSettings | null;
  /** Null while none is configured. */
  oidc: OidcSettings | null;
};

let parsed: Env | undefined;

/**
 * The server's environment, validated at first use (the build imports modules without having one).
 * Throws an error that names the variable.
 */
export const env = (): Env => (parsed ??= parse(process.env));

/** What the log tells. Nothing where there is no server: in commands, and in tests of verbs. */
export const logLevel = (): Env["logLevel"] => {
  const { DATABASE_URL, LETHE_SECRET } = setVariables(process.env);
  return DATABASE_URL === undefined || LETHE_SECRET === undefined ? "silent" : env().logLevel;
};

let parsedSessions: SessionSettings | undefined;

/** How long sessions last. Asked apart from the rest: verbs need it where there is no server, too. */
export const sessionSettings = (): SessionSettings => (parsedSessions ??= sessionSettingsFrom(process.env));

let parsedTickets: TicketSettings | undefined;

/** How tickets are counted and kept. Asked apart from the rest: verbs need it where there is no server, too. */
export const ticketSettings = (): TicketSettings => (parsedTickets ??= ticketSettingsFrom(process.env));

const parse = (variables: NodeJS.ProcessEnv): Env => {
  const result = serverEnvironment.safeParse(setVariables(variables));
  if (!result.success) {
    const problems = result.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
    throw new Error(`The environment is incomplete. ${problems.join("; ")}. Start Lethe with "npm run up".`);
  }
  const dataDir = resolve(result.data.LETHE_DATA_DIR);
  return {
    databaseUrl: result.data.DATABASE_URL,
    databaseReadUrl: result.data.DATABASE_READ_URL ?? null,
    secret: result.data.LETHE_SECRET,
    publicUrl: result.data.NEXTAUTH_URL,
    dataDir,
    logLevel: result.data.LOG_LEVEL,
    apiRequestsPerMinute: result.data.LETHE_API_REQUESTS_PER_MINUTE,
    memberRequestsPerMinute: result.data.LETHE_MEMBER_REQUESTS_PER_MINUTE,
    anchors: anchorSettingsFrom(result.data, dataDir),
    attestation: attestationSettingsFrom(result.data),
    journal: journalSettingsFrom(result.data, dataDir),
    certificateKey: result.data.LETHE_CERTIFICATE_KEY ?? null,
    ledgerKey: result.data.LETHE_LEDGER_KEY ?? null,
    model: modelSettingsFrom(result.data, "LETHE_MODEL"),
    embeddingModel: modelSettingsFrom(result.data, "LETHE_EMBEDDING"),
    confirmation: confirmationThresholdsFrom(result.data),
    allowsPrivateStores: result.data.LETHE_ALLOW_PRIVATE_STORES,
    leaseSeconds: result.data.LETHE_LEASE_SECONDS,
    eraseFiltersDays: result.data.LETHE_ERASE_FILTERS_DAYS,
    cleanHours: result.data.LETHE_CLEAN_HOURS,
    embeddedDatabase: result.data.LETHE_EMBEDDED_DATABASE ?? null,
    mail: mailSettingsFrom(result.data),
    oidc: oidcSettingsFrom(result.data),
  };
};
