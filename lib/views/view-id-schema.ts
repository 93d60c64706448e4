import { z } from "zod";

export const viewIdSchema = z.uuid().brand<"ViewId">();
