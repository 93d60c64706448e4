import { env } from "@/lib/env/env";
import { createHmac } from "crypto";

/** The key of the session cookie, apart from every other use of LETHE_SECRET. */
export const sessionSecret = (): string =>
  createHmac("sha256", env().secret).update("lethe session").digest("hex");
