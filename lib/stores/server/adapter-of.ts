import { ossStore } from "@/lib/stores/mem0-oss/oss-store";
import { platformStore } from "@/lib/stores/mem0-platform/platform-store";
import type { ProbedStore } from "@/lib/stores/probe";
import type { AddressGuard } from "@/lib/stores/remote/guarded-lookup";
import { guardedPool } from "@/lib/stores/remote/guarded-pool";
import { makeGuardedRequest } from "@/lib/stores/remote/guarded-request";
import type { ConfiguredStore } from "./store-row";

/** Makes the adapter of a store. It connects to nothing before it is asked something. */
export const adapterOf = ({ id, name, connection }: ConfiguredStore, guard: AddressGuard): ProbedStore => {
  const { request, close } = makeGuardedRequest(guard);
  const closing = (store: ProbedStore): ProbedStore => ({
    ...store,
    close: async () => {
      close();
      await store.close();
    },
  });
  switch (connection.kind) {
    case "mem0-platform":
      return closing(platformStore({ id, name, ...connection, request }));
    case "mem0-oss":
      return closing(
        ossStore({ id, name, ...connection, request, openDatabase: (url) => guardedPool(guard, url) }),
      );
  }
};
