import { ExpectedError } from "@/lib/errors/expected-error";
import { platformStore } from "@/lib/stores/mem0-platform/platform-store";
import type { ProbedStore } from "@/lib/stores/probe";
import type { AddressGuard } from "@/lib/stores/remote/guarded-lookup";
import { makeGuardedRequest } from "@/lib/stores/remote/guarded-request";
import type { ConfiguredStore } from "./store-row";

/** Makes the adapter of a store. It connects to nothing before it is asked something. */
export const adapterOf = ({ id, name, connection }: ConfiguredStore, guard: AddressGuard): ProbedStore => {
  switch (connection.kind) {
    case "mem0-platform": {
      const { settings, credentials } = connection;
      const { request, close } = makeGuardedRequest(guard);
      const store = platformStore({ id, name, settings, credentials, request });
      return { ...store, close: () => store.close().then(close) };
    }
    case "mem0-oss":
      throw new ExpectedError("unavailable", "Stores of this kind cannot be used yet.");
  }
};
