import { toast } from "@/components/ui/toasts";

/** Ends the session in this browser and leads to the sign-in page; says so when it could not. */
export const signOutOfLethe = (): void => {
  import("next-auth/react")
    .then(({ signOut }) => signOut({ callbackUrl: "/sign-in" }))
    .catch(() => toast.error("You are still signed in, as Lethe could not be reached. Try again."));
};
