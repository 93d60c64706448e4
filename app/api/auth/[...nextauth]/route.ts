import NextAuth from "next-auth";
import { authOptions } from "@/lib/members/server/auth-options";

/** What NextAuth(options) is; its own type is `any`. */
type AuthHandler = (request: Request, route: unknown) => Promise<Response>;

const handler: AuthHandler = (request, route) => (NextAuth(authOptions()) as AuthHandler)(request, route);

export { handler as GET, handler as POST };
