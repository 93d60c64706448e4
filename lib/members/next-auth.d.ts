import "next-auth";
import "next-auth/jwt";

declare module "next-auth" {
  interface User {
    id: string;
    /** Within the sign-in alone: no token and no answer gets it. */
    passwordHash?: string;
  }
}

declare module "next-auth/jwt" {
  interface JWT {
    /** Of the row in `sessions`; all else about it is read there. */
    sessionId?: string;
    exp?: number;
  }
}
