import { ExpectedError } from "@/lib/errors/expected-error";
import type { ProbedStore } from "@/lib/stores/probe";
import type { AddressGuard } from "@/lib/stores/remote/guarded-lookup";
import type { ConfiguredStore } from "./store-row";

/** Makes the adapter of a store. It connects to nothing before it is asked something. */
export const adapterOf = ({ connection }: ConfiguredStore, _guard: AddressGuard): ProbedStore => {
  switch (connection.kind) {
    case "mem0-platform":
    case "mem0-oss":
      throw new ExpectedError("unavailable", "Stores of this kind cannot be used yet.");
  }
};
