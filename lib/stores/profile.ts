import type { z } from "zod";
import type { JsonObject } from "@/lib/json/json-object";
import type { profileLookSchema, profileLooksSchema } from "./profile-schema";

export type ProfileLook = z.infer<typeof profileLookSchema>;

export type ProfileLooks = z.infer<typeof profileLooksSchema>;

/** The look with what it says, which is shown and never kept. */
export type Profile = { look: ProfileLook; says: JsonObject };
