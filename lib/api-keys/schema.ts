import { z } from "zod";
import { roles } from "@/lib/access/types";
import { entityKinds } from "@/lib/memories/entity";
import { entityIdToFind } from "@/lib/memories/text-schemas";
import { storeIdSchema } from "@/lib/stores/store-id-schema";
import { isVisibleLine } from "@/lib/text/invisible-characters";
import { apiKeyIdSchema } from "./types";

export const nameLengthMax = 80;
export const entityCountMax = 50;
const lastDayMax = "2199-12-31";

/** Input of createApiKey. The history shows the name for everything done with the key. */
export const createApiKeySchema = z.object({
  name: z
    .string()
    .trim()
    .min(1, "Enter a name for the key.")
    .max(nameLengthMax, `A name can have at most ${nameLengthMax} characters.`)
    .refine(isVisibleLine, "A name must be one line, without control or invisible characters."),
  role: z.enum(roles, `The role must be one of ${roles.join(", ")}.`),
  /** The one store that the key is for; null: any. */
  storeId: storeIdSchema.nullable().default(null),
  /** The key reaches memories that name one of these; null: all. */
  entities: z
    .array(
      z.object({
        kind: z.enum(entityKinds, `An entity is one of ${entityKinds.join(", ")}.`),
        value: entityIdToFind().min(1, "Enter the ID of each user, agent, app or run, or remove it."),
      }),
    )
    .min(1, "Name at least one user, agent, app or run.")
    .max(entityCountMax, `A key can be narrowed to at most ${entityCountMax} users, agents, apps and runs.`)
    .nullable()
    .default(null),
  /** The last day on which it works, in UTC. */
  expiresOn: z.iso
    .date({ error: "Enter the day as YYYY-MM-DD.", abort: true })
    .refine((day) => day <= lastDayMax, "Enter a day before the year 2200, or leave it out.")
    .nullable()
    .default(null),
});
export type CreateApiKeyInput = z.input<typeof createApiKeySchema>;

/** Input of what is done to a key that exists. */
export const apiKeyInputSchema = z.object({ id: apiKeyIdSchema });
