import type { NextAuthOptions } from "next-auth";
import { encode } from "next-auth/jwt";
import CredentialsProvider from "next-auth/providers/credentials";
import { databaseNow } from "@/lib/database/server/database-clock";
import { serverDatabase } from "@/lib/database/server/server-database";
import { env, sessionSettings } from "@/lib/env/env";
import { log } from "@/lib/env/log";
import { ExpectedError } from "@/lib/errors/expected-error";
import { openToken } from "@/lib/access/server/open-token";
import { readSession } from "@/lib/access/server/read-session";
import { sessionCookie, usesSecureCookies } from "@/lib/access/server/session-cookie";
import { sessionSecret } from "@/lib/access/server/session-secret";
import type { MemberId } from "@/lib/access/types";
import { recordSecurityEvent } from "@/lib/security/server/record-security-event";
import { oidcProviderId } from "@/lib/members/provider-refusals";
import { ownAddress } from "@/lib/members/auth-routes";
import { credentialsSchema } from "@/lib/members/schema";
import { checkCredentials } from "./check-credentials";
import { endOwnSession } from "./end-own-session";
import { enterSession, type Entering, type SignInRequest } from "./enter-session";
import { noteSignOut } from "./note-sign-in";
import { oidcProvider, readClaims } from "./oidc-provider";
import { signInByProvider } from "./sign-in-by-provider";

/** next-auth's configuration for one request. */
export const authOptions = ({ onFailure, ...request }: SignInRequest): NextAuthOptions => {
  const noting =
    <Arguments extends unknown[], Answer>(work: (...args: Arguments) => Promise<Answer>) =>
    async (...args: Arguments): Promise<Answer> => {
      try {
        return await work(...args);
      } catch (error) {
        onFailure(error);
        throw error;
      }
    };
  const { oidc } = env();
  // Whom the provider has signed in, from one callback to the next.
  let byProvider: Entering | null = null;
  return {
    secret: sessionSecret(),
    session: { strategy: "jwt", maxAge: sessionSettings().hours * 3600 },
    useSecureCookies: usesSecureCookies(),
    cookies: { sessionToken: sessionCookie() },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    providers: [
      CredentialsProvider({
        credentials: {
          email: { label: "Email", type: "email" },
          password: { label: "Password", type: "password" },
          code: { label: "One-time password", type: "text" },
        },
        authorize: noting((input: unknown) => authorize(input, request)),
      }),
      ...(oidc === null ? [] : [oidcProvider(oidc)]),
    ],
    jwt: {
      // The token ends with its session: next-auth would make it last longer each time it is asked for.
      encode: ({ token, ...params }) =>
        encode({ ...params, token: token ?? {}, maxAge: secondsUntil(token?.exp) }),
      // For /api/auth/session, which clears the cookie of a session that has ended.
      decode: noting(async (params) => {
        const token = await openToken(params).catch(() => null);
        return token?.sessionId !== undefined && (await isOpen(token.sessionId)) ? token : null;
      }),
    },
    callbacks: {
      redirect: ownAddress,
      // False, or where to go instead, when the member does not come in.
      signIn: noting(async ({ account, profile }) => {
        if (account?.type === "credentials") return true;
        if (oidc === null || account?.provider !== oidcProviderId) return false;
        const { claims, authenticatedAt } = readClaims(profile, oidc);
        const found = await signInByProvider(
          { database: serverDatabase(), now: databaseNow },
          { claims, settings: oidc, signedInAs: await memberOf(request.sessionId) },
        );
        if (typeof found !== "string") {
          byProvider = { memberId: found.id, method: "oidc", authenticatedAt };
          return true;
        }
        void recordSecurityEvent(serverDatabase(), {
          kind: "sign_in_failed",
          actor: null,
          address: request.address,
          detail: { method: "oidc", reason: found },
        });
        return `/sign-in?error=${found}`;
      }),
      // `account` is there only at sign-in; later calls hand the token on as it is.
      jwt: noting(async ({ token, user, account }) => {
        if (!account) return token;
        const entering: Entering | null =
          account.type === "credentials"
            ? {
                memberId: user.id,
                method: "password",
                authenticatedAt: databaseNow(),
                passwordHash: user.passwordHash,
              }
            : byProvider;
        if (entering === null) throw new Error("A sign-in that was not looked at.");
        return enterSession(serverDatabase(), entering, request, databaseNow());
      }),
      // Nothing of Lethe's reads it.
      session: ({ session }) => ({ expires: session.expires }),
    },
    events: {
      signOut: noting(async ({ token }) => {
        // Typed as always there, which it is not: of a session that has ended there is none.
        const ended = token as typeof token | null;
        if (ended?.sessionId === undefined) return;
        await endOwnSession(serverDatabase(), ended.sessionId);
        void noteSignOut(serverDatabase(), { sessionId: ended.sessionId, address: request.address });
      }),
    },
    logger: {
      // Its messages and metadata can hold what was typed.
      error: (code) => log().debug({ code }, "next-auth"),
      warn: (code) => log().debug({ code }, "next-auth"),
      debug: () => undefined,
    },
  };
};

const secondsUntil = (exp: number | undefined): number =>
  exp === undefined ? 0 : Math.max(0, exp - Math.floor(Date.now() / 1_000));

const isOpen = async (id: string): Promise<boolean> => (await memberOf(id)) !== null;

/** Whose session it is, while it lasts. */
const memberOf = async (id: string | null): Promise<MemberId | null> =>
  id === null
    ? null
    : ((await readSession(serverDatabase(), { id, idleMinutes: sessionSettings().idleMinutes }))?.member.id ??
      null);

const authorize = async (
  input: unknown,
  { address, deviceToken }: Pick<SignInRequest, "address" | "deviceToken">,
) => {
  const parsed = credentialsSchema.safeParse(input);
  if (!parsed.success) return null;
  const ctx = { database: serverDatabase(), secret: env().secret, address, now: databaseNow };
  const checked = await checkCredentials(ctx, { ...parsed.data, deviceToken }).catch(throwCode);
  if (checked === "wrong_password") return null;
  if (typeof checked === "string") throw new SecondStepError(checked);
  return checked;
};

/** The password is right, and there is no session yet: the form asks for a code. */
export class SecondStepError extends Error {}

/** The sign-in page learns of a refusal by the message, which next-auth hands on. */
const throwCode = (error: unknown): never => {
  if (!(error instanceof ExpectedError)) throw error;
  throw new ExpectedError(
    error.code,
    `${error.code} ${error.values["retryAfterSeconds"] ?? ""}`,
    error.values,
  );
};
