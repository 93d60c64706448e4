import { cache } from "react";
import { and, eq, isNull, sql } from "drizzle-orm";
import { cookies, headers } from "next/headers";
import { getToken } from "next-auth/jwt";
import { serverDatabase } from "@/lib/database/server/server-database";
import { memberIdSchema, type Member } from "@/lib/access/types";
import { members } from "@/drizzle/schema/members";
import { openToken } from "./open-token";
import { sessionSecret } from "./session-secret";

/**
 * The member who makes this request, or null. The cookie's signature alone is not enough: a member who was disabled, or
 * whose sessions were ended, is refused here. Once per request.
 */
export const findSessionMember = cache(async (): Promise<Member | null> => {
  const [cookieStore, headerStore] = await Promise.all([cookies(), headers()]);
  const token = await getToken({
    // Of a request getToken reads these two and nothing else.
    req: {
      cookies: Object.fromEntries(cookieStore.getAll().map(({ name, value }) => [name, value])),
      headers: Object.fromEntries(headerStore),
    } as Parameters<typeof getToken>[0]["req"],
    secret: sessionSecret(),
    decode: openToken,
  });
  const id = memberIdSchema.safeParse(token?.sub);
  if (!id.success || token?.sessionVersion === undefined) return null;
  const [row] = await memberQuery().execute({ id: id.data, sessionVersion: token.sessionVersion });
  return row === undefined ? null : { id: id.data, ...row };
});

const prepareMemberQuery = () =>
  serverDatabase()
    .select({ email: members.email, role: members.role })
    .from(members)
    .where(
      and(
        eq(members.id, sql.placeholder("id")),
        eq(members.sessionVersion, sql.placeholder("sessionVersion")),
        isNull(members.disabledAt),
      ),
    )
    .prepare("session_member");

let prepared: ReturnType<typeof prepareMemberQuery> | undefined;

/** Every request asks this: built once, and parsed once a connection. */
const memberQuery = () => (prepared ??= prepareMemberQuery());
