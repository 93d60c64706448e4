/** Ends the session in this browser and leads to the sign-in page. */
export const signOutOfLethe = async (): Promise<void> => {
  const { signOut } = await import("next-auth/react");
  await signOut({ callbackUrl: "/sign-in" });
};
