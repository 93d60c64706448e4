import { z } from "zod";

type OidcRole = "viewer" | "support" | "auditor" | "admin";

/** The OpenID Connect provider that members may sign in with. */
export type OidcSettings = {
  /** As the provider calls itself: its address. */
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** What members know it by. */
  name: string;
  /** In small letters; empty: every address that the provider has verified. */
  emailDomains: string[];
  /** The claim that holds a member's groups, or null: then roles are given in Lethe. */
  roleClaim: string | null;
  /** The first group that a member is in decides. */
  roles: { group: string; role: OidcRole }[];
};

const listOf = (text: string): string[] =>
  text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");

const rolePattern = /^(.+)=(viewer|support|auditor|admin)$/;

/** The variables, for lib/env/env.ts. None has to be set; the first three belong together. */
export const oidcVariables = {
  LETHE_OIDC_ISSUER: z
    .url({ protocol: /^https?$/, error: "must be an address like https://login.example.com" })
    .refine((text) => isSafe(text), "must be an https address")
    .optional(),
  LETHE_OIDC_CLIENT_ID: z.string().optional(),
  LETHE_OIDC_CLIENT_SECRET: z.string().optional(),
  LETHE_OIDC_NAME: z.string().max(60, "must have 60 characters or less").default("Company sign-in"),
  LETHE_OIDC_EMAIL_DOMAINS: z.string().default(""),
  LETHE_OIDC_ROLE_CLAIM: z.string().optional(),
  LETHE_OIDC_ROLES: z
    .string()
    .default("")
    .refine(
      (text) => listOf(text).every((part) => rolePattern.test(part)),
      "must be a list like lethe-admins=admin,lethe-support=support",
    ),
};
type Variables = z.infer<z.ZodObject<typeof oidcVariables>>;

/** The variables that are missing beside the others; empty when all or none are set. */
export const oidcVariablesMissing = (variables: Variables): string[] => {
  const needed = ["LETHE_OIDC_ISSUER", "LETHE_OIDC_CLIENT_ID", "LETHE_OIDC_CLIENT_SECRET"] as const;
  const missing = needed.filter((name) => variables[name] === undefined);
  return missing.length === needed.length ? [] : missing;
};

/** Null while none is configured. */
export const oidcSettingsFrom = (variables: Variables): OidcSettings | null => {
  const {
    LETHE_OIDC_ISSUER: issuer,
    LETHE_OIDC_CLIENT_ID: clientId,
    LETHE_OIDC_CLIENT_SECRET: clientSecret,
  } = variables;
  if (issuer === undefined || clientId === undefined || clientSecret === undefined) return null;
  return {
    issuer: issuer.replace(/\/+$/, ""),
    clientId,
    clientSecret,
    name: variables.LETHE_OIDC_NAME,
    emailDomains: listOf(variables.LETHE_OIDC_EMAIL_DOMAINS).map((domain) =>
      domain.replace(/^@/, "").toLowerCase(),
    ),
    roleClaim: variables.LETHE_OIDC_ROLE_CLAIM ?? null,
    roles: listOf(variables.LETHE_OIDC_ROLES).flatMap((part) => {
      const [, group, role] = rolePattern.exec(part) ?? [];
      return group === undefined ? [] : [{ group, role: role as OidcRole }];
    }),
  };
};

/** What is not encrypted stays on this machine. */
const isSafe = (text: string): boolean => {
  const { protocol, hostname } = new URL(text);
  return protocol === "https:" || ["localhost", "127.0.0.1", "[::1]"].includes(hostname);
};
