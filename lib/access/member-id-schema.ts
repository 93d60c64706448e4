import { z } from "zod";

export const memberIdSchema = z.uuid().brand<"MemberId">();
