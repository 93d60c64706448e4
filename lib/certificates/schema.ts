import { z } from "zod";
import { deletionIdSchema } from "@/lib/deletions/deletion-id";
import { certificateLanguages, certificateNames } from "./facts-schema";

/** What a certificate, or its summary, is asked for with. The reference travels in a body, never in an address. */
export const summarySchema = z.object({
  about: z.union([
    z.strictObject({ deletionId: deletionIdSchema }),
    z.strictObject({ ticketReference: z.string().min(1).max(200) }),
  ]),
  language: z.enum(certificateLanguages),
  names: z.enum(certificateNames),
});

export const certificateFormats = ["json"] as const;
export const issueSchema = summarySchema.extend({ format: z.enum(certificateFormats) });
export type IssueInput = z.input<typeof issueSchema>;
