import { StoreError } from "@/lib/stores/store-error";
import type { GuardedRequest } from "@/lib/stores/remote/guarded-request";

/** Requests of a test to servers on this machine: what adapters are given, without the guards. */
export const plainRequest: GuardedRequest = async ({ url, method, headers, json, signal }) => {
  const response = await fetch(url, {
    method,
    headers: { ...headers, ...(json === undefined ? {} : { "content-type": "application/json" }) },
    redirect: "manual",
    ...(json === undefined ? {} : { body: JSON.stringify(json) }),
    ...(signal === undefined ? {} : { signal }),
  }).catch((error: unknown) => {
    signal?.throwIfAborted();
    throw error instanceof TypeError ? new StoreError("unreachable") : error;
  });
  return {
    status: response.status,
    header: (name) => response.headers.get(name),
    text: await response.text(),
  };
};
