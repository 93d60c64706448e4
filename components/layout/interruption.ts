"use client";

import { unstable_isUnrecognizedActionError as isUnrecognizedActionError } from "next/navigation";
import { useSyncExternalStore } from "react";
import { RequestError } from "@/lib/http/request-error";

/** Why this page cannot go on: the member was signed out, or the server runs another release. */
export type Interruption = "signed_out" | "updated";

let current: Interruption | null = null;
const listeners = new Set<() => void>();

/** Says so on the page, until it is loaded anew. */
export const interrupt = (why: Interruption): void => {
  current = why;
  for (const listener of listeners) listener();
};

/** Of every read and every action that fails: whether that interrupts the page. */
export const interruptedBy = (error: unknown): void => {
  if (error instanceof RequestError && error.code === "not_signed_in") interrupt("signed_out");
  // The server of another release does not know this one's actions.
  if (isUnrecognizedActionError(error)) interrupt("updated");
};

export const useInterruption = (): Interruption | null =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
    () => null,
  );
