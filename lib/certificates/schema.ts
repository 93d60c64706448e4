import { z } from "zod";
import { deletionIdSchema } from "@/lib/deletions/deletion-id";
import { certificateLanguages, certificateNames } from "./facts-schema";

/** `proof`: a proof bundle with the JSON file in it. */
export const certificateFormats = ["pdf", "json", "proof"] as const;

/** Whose certificates are listed: by ids, which may stand in an address. */
export const certificateSubjectSchema = z.union([
  z.strictObject({ deletionId: deletionIdSchema }),
  z.strictObject({ ticketId: z.uuid() }),
]);

/** What a certificate is asked for with. The reference of a ticket travels in a body, never in an address. */
export const issueSchema = z.object({
  about: z.union([
    z.strictObject({ deletionId: deletionIdSchema }),
    z.strictObject({ ticketReference: z.string().min(1).max(200) }),
  ]),
  language: z.enum(certificateLanguages),
  names: z.enum(certificateNames),
  format: z.enum(certificateFormats),
});
export type IssueInput = z.input<typeof issueSchema>;
