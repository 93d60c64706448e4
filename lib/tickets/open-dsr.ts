import { z } from "zod";
import { comparedText } from "@/lib/memories/text-schemas";
import { nameCountMax, nameLengthMax } from "./schema";
import type { TicketOutcome, TicketState } from "./types";

// OpenDSR 2.0: https://github.com/opengdpr/OpenDSR/blob/master/specification.md

export const openDsrVersion = "2.0";

/** Section 8. */
export const openDsrStatuses = ["pending", "in_progress", "completed", "cancelled"] as const;
export type OpenDsrStatus = (typeof openDsrStatuses)[number];

/**
 * The status of a ticket. OpenDSR has none for a denial, which is told as cancelled: what was asked for was not done. What was erased
 * in part is in progress until somebody has closed it.
 */
export const openDsrStatusOf = (state: TicketState, outcome: TicketOutcome | null): OpenDsrStatus => {
  switch (state) {
    case "open":
    case "identity":
      return "pending";
    case "searching":
    case "to_confirm":
    case "erasing":
    case "partly_done":
      return "in_progress";
    case "done":
      return "completed";
    case "denied":
    case "withdrawn":
      return "cancelled";
    case "closed":
      return outcome === "denied" || outcome === "withdrawn" ? "cancelled" : "completed";
  }
};

/** Section 5.1. */
export const identityTypes = [
  "controller_customer_id",
  "android_advertising_id",
  "android_id",
  "email",
  "fire_advertising_id",
  "ios_advertising_id",
  "ios_vendor_id",
  "microsoft_advertising_id",
  "microsoft_publisher_id",
  "roku_publisher_id",
  "roku_advertising_id",
] as const;

/** Of hashes, in hexadecimal digits. */
const hashLengths = { md5: 32, sha1: 40, sha256: 64 } as const;
export type HashFormat = keyof typeof hashLengths;
/** Section 5.2. */
export const identityFormats = ["raw", "md5", "sha1", "sha256"] as const;

const identitySchema = z
  .strictObject({
    identity_type: z.enum(identityTypes),
    identity_value: comparedText("An identity").trim().min(1).max(nameLengthMax),
    identity_format: z.enum(identityFormats),
  })
  .refine(
    ({ identity_format: format, identity_value: value }) =>
      format === "raw" || (value.length === hashLengths[format] && /^[0-9a-f]+$/i.test(value)),
    { path: ["identity_value"], error: "is not a hash of its identity_format, in hexadecimal digits" },
  );

const callbacksMax = 5;

/** Section 7.1.1. Of the kinds of request Lethe takes erasure. */
export const openDsrRequestSchema = z.strictObject({
  regulation: z.enum(["gdpr", "ccpa"]),
  subject_request_id: z
    .uuid({ version: "v4", error: "subject_request_id: must be a UUID, version 4" })
    .toLowerCase(),
  subject_request_type: z.literal("erasure", {
    error: 'subject_request_type: only "erasure" is supported',
  }),
  subject_identities: z
    .array(identitySchema)
    .min(1, "subject_identities: at least one is needed; extensions are not read")
    .max(nameCountMax),
  submitted_time: z.iso.datetime({ offset: true }),
  api_version: z.string().max(20).optional(),
  status_callback_urls: z
    .array(
      z
        .url({ protocol: /^https?$/, error: "must be an address that starts with https:// or http://" })
        .max(2_000)
        .refine(
          (url) => !URL.canParse(url) || (new URL(url).username === "" && new URL(url).password === ""),
          "cannot contain a name or password",
        ),
    )
    .max(callbacksMax)
    .default([]),
  extensions: z.record(z.string(), z.unknown()).optional().describe("Accepted, and not read."),
});
export type OpenDsrRequest = z.infer<typeof openDsrRequestSchema>;
