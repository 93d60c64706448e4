import { runUntilStopped } from "./lifetime";
import { startProduct } from "./start-product";

/** `npm run dev`: the same product, with sources reloaded as they change. */
export default function dev(): Promise<number> {
  return runUntilStopped((lifetime) => startProduct("development", lifetime));
}
