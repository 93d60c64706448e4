import { runUntilStopped } from "./lifetime";
import { startProduct } from "./start-product";

/** `npm run up`: the product, built for production. */
export default function up(): Promise<number> {
  return runUntilStopped((lifetime) => startProduct("production", lifetime));
}
