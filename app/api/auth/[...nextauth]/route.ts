import NextAuth from "next-auth";
import { cookies } from "next/headers";
import { sessionIdFrom } from "@/lib/access/server/session-id";
import { DatabaseError } from "@/lib/database/server/database-error";
import { errorResponse } from "@/lib/http/server/json-route";
import { authOptions } from "@/lib/members/server/auth-options";
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
  const options = authOptions({
    userAgent: request.headers.get("user-agent"),
    address: clientAddress(request.headers),
    sessionId: await sessionIdFrom(
      Object.fromEntries(cookieStore.getAll().map(({ name, value }) => [name, value])),
    ),
    onFailure: (error) => failures.push(error),
  });
  const response = await (NextAuth(options) as AuthHandler)(request, route);
  const failure = failures.find((error) => error instanceof DatabaseError);
  return failure === undefined ? response : errorResponse(failure, "/api/auth");
};

export { handler as GET, handler as POST };
