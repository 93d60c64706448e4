import { z } from "zod";

/** The variables, for lib/env/env.ts. None has to be set. */
export const storeVariables = {
  /** Whether stores may have private addresses: of this machine, or of networks that the internet does not reach. */
  LETHE_ALLOW_PRIVATE_STORES: z
    .enum(["on", "off"], "must be on or off")
    .transform((text) => text === "on")
    .default(false),
};
