import { startProductForTests } from "@/testing/product/start-product-for-tests";
import { admin } from "./console";

/** Starts the product as a person would, on an empty data folder; returns what stops it. */
const globalSetup = async (): Promise<() => Promise<void>> => {
  const product = await startProductForTests({
    env: {
      ADMIN_EMAIL: admin.email,
      ADMIN_PASSWORD: admin.password,
      // The stores that tests connect to run on this machine.
      LETHE_ALLOW_PRIVATE_STORES: "on",
    },
  });
  process.env["LETHE_E2E_URL"] = product.url;
  process.env["LETHE_E2E_DATA_DIR"] = product.dataDir;
  return () => product.stop();
};

export default globalSetup;
