import NextAuth from "next-auth";
import { cookies } from "next/headers";
import { sessionIdFrom } from "@/lib/access/server/session-id";
import { DatabaseError } from "@/lib/database/server/database-error";
import { ExpectedError } from "@/lib/errors/expected-error";
import { failureOf, retryAfterHeader } from "@/lib/errors/server/failure";
import { errorResponse } from "@/lib/http/server/json-route";
import { authOptions, SecondStepError } from "@/lib/members/server/auth-options";
import { deviceCookie } from "@/lib/members/server/known-device";
import { clientAddress } from "@/lib/security/server/client-address";

/** What NextAuth(options) is; its own type is `any`. */
type AuthHandler = (request: Request, route: unknown) => Promise<Response>;

/**
 * Sign-in and sign-out. When the database is away the answer is 503, and no cookie is changed: nothing is known of the session
 * then.
 */
const handler: AuthHandler = async (request, route) => {
  const failures: unknown[] = [];
  const cookieStore = await cookies();
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
  const response = await (NextAuth(options) as AuthHandler)(request, route);
  const failure = failures.find((error) => error instanceof DatabaseError);
  if (failure !== undefined) return errorResponse(failure, "/api/auth");
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

export { handler as GET, handler as POST };
