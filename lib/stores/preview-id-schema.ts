import { z } from "zod";

export const previewIdSchema = z.uuid().brand<"PreviewId">();
