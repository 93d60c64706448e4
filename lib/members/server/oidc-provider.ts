import { z } from "zod";
import type { OAuthConfig } from "next-auth/providers/oauth";
import { sessionSettings } from "@/lib/env/env";
import type { OidcSettings } from "@/lib/env/oidc-settings";
import { oidcProviderId } from "@/lib/members/provider-refusals";
import type { ProviderClaims } from "./sign-in-by-provider";

type Claims = { sub: string };

/** The configured provider, as next-auth takes it. */
export const oidcProvider = (settings: OidcSettings): OAuthConfig<Claims> => ({
  id: oidcProviderId,
  name: settings.name,
  type: "oauth",
  wellKnown: `${settings.issuer}/.well-known/openid-configuration`,
  clientId: settings.clientId,
  clientSecret: settings.clientSecret,
  // With max_age the provider has to say when the person last showed who they are (OpenID Connect Core, 3.1.2.1).
  authorization: {
    params: { scope: "openid email profile", max_age: sessionSettings().hours * 3600 },
  },
  idToken: true,
  checks: ["pkce", "state", "nonce"],
  httpOptions: { timeout: 10_000 },
  userinfo: {
    // Many providers tell address and groups there alone. It is checked to be of the same person; the signed token has priority.
    request: async ({ client, tokens }) => {
      const claims = signedClaims(tokens.id_token);
      if (client.issuer.metadata.userinfo_endpoint === undefined || tokens.access_token === undefined)
        return claims;
      const told = await client.userinfo(tokens.access_token);
      // OpenID Connect Core, 5.3.2.
      if (told.sub !== claims.sub) throw new Error("Userinfo is of someone else.");
      return { ...told, ...claims };
    },
  },
  profile: ({ sub }) => ({ id: sub }),
});

/** What the token says, whose signature next-auth has checked. */
const signedClaims = (token: string | undefined): Claims => {
  const [, payload = ""] = token?.split(".") ?? [];
  return claimsSchema.parse(JSON.parse(Buffer.from(payload, "base64url").toString("utf8")));
};

const claimsSchema = z.looseObject({
  iss: z.string().regex(/^[\x21-\x7e]+$/),
  // OpenID Connect Core, 2.
  sub: z.string().regex(/^[\x20-\x7e]{1,255}$/),
  // What is of another shape was not said.
  email: z.string().optional().catch(undefined),
  email_verified: z.union([z.boolean(), z.string()]).optional().catch(undefined),
  // Seconds that are an instant.
  auth_time: z.number().min(0).max(1e11).optional().catch(undefined),
});

/**
 * What was told of a person, read for Lethe; `claims` null when it does not say who they are. `authenticatedAt`: null when the
 * provider does not say.
 */
export const readClaims = (
  told: unknown,
  { roleClaim }: OidcSettings,
): { claims: ProviderClaims | null; authenticatedAt: Date | null } => {
  const parsed = claimsSchema.safeParse(told);
  if (!parsed.success) return { claims: null, authenticatedAt: null };
  const read = parsed.data;
  const groups = roleClaim === null ? [] : read[roleClaim];
  return {
    claims: {
      issuer: read.iss,
      subject: read.sub,
      email: read.email ?? null,
      isEmailVerified: read.email_verified === true || read.email_verified === "true",
      groups: [groups].flat().filter((group) => typeof group === "string"),
    },
    authenticatedAt: read.auth_time === undefined ? null : new Date(read.auth_time * 1_000),
  };
};
