import { signOut } from "next-auth/react";

/** Ends the session in this browser and leads to the sign-in page. */
export const signOutOfLethe = (): void => void signOut({ callbackUrl: "/sign-in" });
