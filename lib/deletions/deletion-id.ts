import { z } from "zod";

export const deletionIdSchema = z.uuid().brand<"DeletionId">();
export type DeletionId = z.infer<typeof deletionIdSchema>;
