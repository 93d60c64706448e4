import { z } from "zod";

export const importIdSchema = z
  .uuid("Choose an import from the list.")
  .transform((id) => id.toLowerCase())
  .brand<"ImportId">();
