import type { FullConfig } from "playwright/test";
import { startProductForTests } from "@/testing/product/start-product-for-tests";
import { admin } from "./console";
import { shareProducts } from "./shared-product";

/** Starts the product as a person would, once for each worker, on empty data folders; returns what stops them. */
const globalSetup = async ({ workers }: FullConfig): Promise<() => Promise<void>> => {
  const started = await Promise.allSettled(Array.from({ length: workers }, startSharedProduct));
  const products = started.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
  const stopAll = async () => {
    await Promise.all(products.map((product) => product.stop()));
  };
  const failed = started.find((each) => each.status === "rejected");
  if (failed) {
    await stopAll();
    throw failed.reason;
  }
  shareProducts(products.map(({ url, dataDir }) => ({ url, dataDir })));
  return stopAll;
};

const startSharedProduct = () =>
  startProductForTests({
    env: {
      ADMIN_EMAIL: admin.email,
      ADMIN_PASSWORD: admin.password,
      // Tests share sessions, which last longer than a quarter of an hour; e2e/sessions.spec.ts makes one old enough.
      LETHE_REAUTHENTICATE_MINUTES: "720",
      // The stores that tests connect to run on this machine.
      LETHE_ALLOW_PRIVATE_STORES: "on",
    },
  });

export default globalSetup;
