import { z } from "zod";
import type pg from "pg";
import type { GuardedRequest } from "./remote/guarded-request";
import type { StoreId } from "./store-ids";

/** Null for what is not an address: that has been said already. */
const partsOf = (url: string): URL | null => (URL.canParse(url) ? new URL(url) : null);

/** The address of a server, as it is kept: without a slash at its end, and without anything secret in it. */
const serverUrlSchema = z
  .url({ protocol: /^https?$/, error: "An address must start with https:// or http://." })
  .max(500)
  .refine((url) => {
    const parts = partsOf(url);
    return parts !== null && parts.username + parts.password + parts.search + parts.hash === "";
  }, "An address cannot contain a name, password, query or fragment.")
  .transform((url) => new URL(url).href.replace(/\/+$/, ""));

const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^\P{Cc}*$/u, "Control characters are not allowed.");

/** What is sent in a header: visible ASCII. */
const keySchema = z
  .string()
  .trim()
  .regex(/^[!-~]{1,1000}$/, "A key cannot contain spaces or special characters.");

export const platformSettingsSchema = z.strictObject({
  url: serverUrlSchema.default("https://api.mem0.ai"),
  /** Null: those that the key belongs to. */
  organisationId: line(200).nullable().default(null),
  projectId: line(200).nullable().default(null),
});
export type PlatformSettings = z.infer<typeof platformSettingsSchema>;

export const platformCredentialsSchema = z.strictObject({ apiKey: keySchema });
export type PlatformCredentials = z.infer<typeof platformCredentialsSchema>;

export const ossSettingsSchema = z.strictObject({
  url: serverUrlSchema,
  /** The server's collection: the name of its table in Postgres. */
  collection: z
    .string()
    .regex(
      /^[A-Za-z_][A-Za-z0-9_]{0,50}$/,
      "A collection's name can have only letters, digits and underscores.",
    )
    .default("memories"),
  /** Where Mem0's SQLite file (HISTORY_DB_PATH) can be reached from here; null when it cannot. */
  historyDbPath: line(1000)
    .startsWith("/", "Enter a full path, starting with a slash.")
    .nullable()
    .default(null),
});
export type OssSettings = z.infer<typeof ossSettingsSchema>;

/** TLS is always verified. Other options name files of this machine. */
const sslModes = ["disable", "require", "verify-full"];
const databaseUrlSchema = z
  .url({ protocol: /^postgres(ql)?$/, error: "A database's address must start with postgres://." })
  .max(1000)
  .refine((url) => {
    const parts = partsOf(url);
    return (
      parts !== null &&
      parts.hostname !== "" &&
      parts.hash === "" &&
      [...parts.searchParams].every(([key, value]) => key === "sslmode" && sslModes.includes(value))
    );
  }, "A database's address must name a host, and can only have the option sslmode: disable, require or verify-full.")
  .nullable()
  .default(null);

export type OssCredentials =
  | { apiKey: string; databaseUrl: string | null }
  | { email: string; password: string; databaseUrl: string | null };

/** Of the database's address; null without one. What it does not name is called as the role is. */
export const databaseNameOf = ({ databaseUrl }: OssCredentials): string | null => {
  if (databaseUrl === null) return null;
  const { pathname, username } = new URL(databaseUrl);
  return decodeURIComponent(pathname.slice(1) || username);
};

export const ossCredentialsSchema = z
  .strictObject({
    apiKey: keySchema.optional(),
    email: line(320).optional(),
    password: z.string().min(1, "Enter the password.").max(1000).optional(),
    databaseUrl: databaseUrlSchema,
  })
  .transform(({ apiKey, email, password, databaseUrl }, context): OssCredentials => {
    if (apiKey !== undefined && email === undefined && password === undefined) return { apiKey, databaseUrl };
    if (apiKey === undefined && email !== undefined && password !== undefined)
      return { email, password, databaseUrl };
    context.addIssue("Enter a key, or an email address and a password.");
    return z.NEVER;
  });

/** How a store is reached, by its kind. */
export const storeConnectionSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("mem0-platform"),
    settings: platformSettingsSchema,
    credentials: platformCredentialsSchema,
  }),
  z.object({
    kind: z.literal("mem0-oss"),
    settings: ossSettingsSchema,
    credentials: ossCredentialsSchema,
  }),
]);
export type StoreConnection = z.infer<typeof storeConnectionSchema>;

/** What `platformStore` is made of. It is made once, and kept while its row does not change. */
export type PlatformStoreInput = {
  id: StoreId;
  name: string;
  settings: PlatformSettings;
  credentials: PlatformCredentials;
  request: GuardedRequest;
};

/** What `ossStore` is made of. `openDatabase` makes a pool that connects only to where requests may go, too. */
export type OssStoreInput = {
  id: StoreId;
  name: string;
  settings: OssSettings;
  credentials: OssCredentials;
  request: GuardedRequest;
  openDatabase: (url: string) => pg.Pool;
};
