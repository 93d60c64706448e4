import { z } from "zod";
import { roles } from "@/lib/access/types";
import { apiKeyIdSchema } from "./types";

export const nameLengthMax = 80;

/** Input of createApiKey. The history shows the name for everything done with the key. */
export const createApiKeySchema = z.object({
  name: z
    .string()
    .trim()
    .min(1, "Enter a name for the key.")
    .max(nameLengthMax, `A name can have at most ${nameLengthMax} characters.`)
    .regex(/^\P{Cc}*$/u, "A name must be one line, without control characters."),
  role: z.enum(roles, `The role must be one of ${roles.join(", ")}.`),
});
export type CreateApiKeyInput = z.infer<typeof createApiKeySchema>;

/** Input of what is done to a key that exists. */
export const apiKeyInputSchema = z.object({ id: apiKeyIdSchema });
