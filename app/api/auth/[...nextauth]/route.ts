import NextAuth from "next-auth";
import { cookies } from "next/headers";
import { sessionIdFrom } from "@/lib/access/server/session-id";
import { DatabaseError } from "@/lib/database/server/database-error";
import { ExpectedError } from "@/lib/errors/expected-error";
import { failureOf, retryAfterHeader } from "@/lib/errors/server/failure";
import { env } from "@/lib/env/env";
import { errorResponse } from "@/lib/http/server/json-route";
import { failedAtProvider, refuseUnreadableAuth, unansweredAuth } from "@/lib/members/auth-routes";
import { authOptions, SecondStepError } from "@/lib/members/server/auth-options";
import { deviceCookie } from "@/lib/members/server/known-device";
import { clientAddress } from "@/lib/security/server/client-address";
import { recordSecurityEvent } from "@/lib/security/server/record-security-event";
import { serverDatabase } from "@/lib/database/server/server-database";

/** What NextAuth(options) is; its own type is `any`. */
type AuthHandler = (request: Request, route: Route) => Promise<Response>;
type Route = { params: Promise<{ nextauth: string[] }> };

/**
 * Sign-in and sign-out. When the database is away the answer is 503, and no cookie is changed: nothing is known of the session
 * then.
 */
const answer: AuthHandler = async (request, route) => {
  const failures: unknown[] = [];
  const cookieStore = await cookies();
  const { searchParams } = new URL(request.url);
  const path = (await route.params).nextauth.join("/");
  const unanswered = unansweredAuth(request.method, path, { hasProvider: env().oidc !== null });
  if (unanswered !== null) return new Response(null, { status: unanswered });
  try {
    const asked = searchParams.getAll("callbackUrl");
    const kept = cookieStore.getAll().filter(({ name }) => name.endsWith("next-auth.callback-url"));
    refuseUnreadableAuth({
      // Which a provider, leading back, writes in its own words.
      error: path === "error" ? searchParams.get("error") : null,
      callbackUrls: [...asked, ...kept.map(({ value }) => value)],
    });
  } catch (error) {
    return errorResponse(error, "/api/auth");
  }
  const device = deviceCookie();
  const options = authOptions({
    userAgent: request.headers.get("user-agent"),
    address: clientAddress(request.headers),
    sessionId: await sessionIdFrom(
      Object.fromEntries(cookieStore.getAll().map(({ name, value }) => [name, value])),
    ),
    deviceToken: cookieStore.get(device.name)?.value ?? null,
    setDeviceToken: (token) => cookieStore.set(device.name, token, device.options),
    onFailure: (error) => failures.push(error),
  });
  const response = await (NextAuth(options) as AuthHandler)(request, route).catch((error: unknown) => {
    // A body that is no JSON.
    if (error instanceof SyntaxError) return new Response(null, { status: 400 });
    throw error;
  });
  const failure = failures.find((error) => error instanceof DatabaseError);
  if (failure !== undefined) return errorResponse(failure, "/api/auth");
  if (failedAtProvider(path, response.headers.get("location"))) {
    void recordSecurityEvent(serverDatabase(), {
      kind: "sign_in_failed",
      actor: null,
      address: clientAddress(request.headers),
      detail: { method: "oidc", reason: "exchange" },
    });
  }
  // To be asked for a code is no failure of the browser's request.
  if (failures.some((error) => error instanceof SecondStepError && error.message === "code_required"))
    return new Response(response.body, { status: 200, headers: response.headers });
  const refusal = failures.find((error) => error instanceof ExpectedError);
  if (refusal === undefined) return response;
  // The body is next-auth's own, which its client reads.
  const refused = failureOf(refusal);
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(retryAfterHeader(refused))) headers.set(name, value);
  return new Response(response.body, { status: refused.status, headers });
};

/** What leads on, or says who is signed in, is kept by no cache; next-auth says so of some of its answers alone. */
const handler: AuthHandler = async (request, route) => {
  const { status, body, headers: given } = await answer(request, route);
  const headers = new Headers(given);
  headers.set("cache-control", "private, no-store");
  return new Response(body, { status, headers });
};

export { handler as GET, handler as POST };
