export type SharedProduct = { url: string; dataDir: string };

const variable = "LETHE_E2E_PRODUCTS";

/** Tells the workers, which are processes of their own, of the products that e2e/global-setup.ts started: one for each. */
export const shareProducts = (products: readonly SharedProduct[]): void => {
  process.env[variable] = JSON.stringify(products);
};

/** The product and database of this worker, which its test files use one after the other; null before there are any. */
export const findSharedProduct = (): SharedProduct | null => {
  const products = JSON.parse(process.env[variable] ?? "[]") as SharedProduct[];
  return products[Number(process.env["TEST_PARALLEL_INDEX"])] ?? null;
};

/** The same, for what cannot do without. */
export const sharedProduct = (): SharedProduct => {
  const product = findSharedProduct();
  if (product === null) throw new Error("e2e/global-setup.ts has not started the product.");
  return product;
};
