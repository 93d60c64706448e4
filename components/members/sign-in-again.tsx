"use client";

import { signIn } from "next-auth/react";
import { useEffect } from "react";
import { identityChannel, oidcProviderId } from "@/lib/members/provider-refusals";

/** Leads to the provider, which is to ask the person and not only to know them. */
export const SignInAgain = () => {
  useEffect(() => {
    void signIn(oidcProviderId, { callbackUrl: "/sign-in/confirmed" }, { prompt: "login", max_age: "0" });
  }, []);
  return <p role="status">Going to the sign-in…</p>;
};

/** Tells the page that waits, and closes the window. */
export const SignInConfirmed = () => {
  useEffect(() => {
    const channel = new BroadcastChannel(identityChannel);
    channel.postMessage("confirmed");
    channel.close();
    window.close();
  }, []);
  return <p role="status">You can close this window and go on in the other one.</p>;
};
