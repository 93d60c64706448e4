import { z } from "zod";
import { getToken } from "next-auth/jwt";
import { openToken } from "./open-token";
import { sessionCookie } from "./session-cookie";
import { sessionSecret } from "./session-secret";

/**
 * The session that a request's cookies name; null when they name none. Whether it still lasts is not asked here: `readSession`
 * does.
 */
export const sessionIdFrom = async (cookies: Partial<Record<string, string>>): Promise<string | null> => {
  const token = await getToken({
    // Of a request getToken reads these and nothing else. A session is never named by a header.
    req: { cookies, headers: {} } as Parameters<typeof getToken>[0]["req"],
    cookieName: sessionCookie().name,
    secret: sessionSecret(),
    decode: openToken,
  });
  return z.uuid().safeParse(token?.sessionId).data ?? null;
};
