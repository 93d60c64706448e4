import { and, eq, isNull } from "drizzle-orm";
import type { NextAuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { RateLimiterMemory } from "rate-limiter-flexible";
import { serverDatabase } from "@/lib/database/server/server-database";
import { credentialsSchema } from "@/lib/members/schema";
import { members } from "@/drizzle/schema/members";
import { isPassword } from "./password";
import { sessionSecret } from "@/lib/access/server/session-secret";

const sessionHours = 12;

/** Wrong passwords only: ten per address in a quarter of an hour. Forgetting them at a restart is fine. */
const wrongPasswords = new RateLimiterMemory({ points: 10, duration: 900 });

/** next-auth's configuration; made on demand, since the build has no environment. */
export const authOptions = (): NextAuthOptions => ({
  secret: sessionSecret(),
  session: { strategy: "jwt", maxAge: sessionHours * 3600 },
  pages: { signIn: "/sign-in", error: "/sign-in" },
  providers: [
    CredentialsProvider({
      credentials: {
        email: { label: "Email", type: "email" },
        password: { label: "Password", type: "password" },
      },
      authorize: (input) => authorize(input),
    }),
  ],
  callbacks: {
    // `user` is there only at sign-in; later calls hand the token on as it is.
    jwt: ({ token, user, trigger }) =>
      trigger === "signIn" && "sessionVersion" in user
        ? { sub: user.id, sessionVersion: user.sessionVersion }
        : token,
    session: ({ session, token }) => ({ ...session, user: { ...session.user, id: token.sub ?? "" } }),
  },
});

const authorize = async (input: unknown) => {
  const parsed = credentialsSchema.safeParse(input);
  if (!parsed.success) return null;
  const { email, password } = parsed.data;
  const attempts = await wrongPasswords.get(email);
  if (attempts !== null && attempts.remainingPoints <= 0) throw new Error("too_many_attempts");

  const [member] = await serverDatabase()
    .select()
    .from(members)
    .where(and(eq(members.email, email), isNull(members.disabledAt)));
  if (!(await isPassword(member?.passwordHash ?? null, password)) || member === undefined) {
    await wrongPasswords.consume(email).catch(() => undefined);
    return null;
  }
  await wrongPasswords.delete(email);
  return { id: member.id, sessionVersion: member.sessionVersion };
};
