import { z } from "zod";
import type { Context } from "@/lib/access/context";
import { ExpectedError } from "@/lib/errors/expected-error";
import { failureOf } from "@/lib/errors/server/failure";
import { writeExact } from "@/lib/json/write-exact";
import { ApiError } from "@/lib/mem0-api/api-error";
import { noBody, nothing, operation, Reply } from "@/lib/mem0-api/server/operation";
import {
  identityFormats,
  identityTypes,
  openDsrRequestSchema,
  openDsrStatuses,
  openDsrVersion,
} from "@/lib/tickets/open-dsr";
import { cancelRequest, getRequest, takeInRequest, type OpenDsrTicket } from "@/lib/tickets/server/opendsr";
import { domainHeader, openDsrSecretOf } from "@/lib/tickets/server/opendsr-signature";
import { ticketStates } from "@/lib/tickets/types";
import { signedHeaders } from "@/lib/webhooks/server/post-signed";

// https://github.com/opengdpr/OpenDSR/blob/master/specification.md

/** Section 7.6. */
const errorSchema = z
  .object({
    error: z.object({
      code: z.int(),
      message: z.string(),
      errors: z.array(z.object({ domain: z.string(), reason: z.string(), message: z.string() })),
    }),
  })
  .meta({ id: "OpenDsrError" });

const refusal = (text: string, status = 400, reason = "IllegalArgumentException"): ApiError =>
  new ApiError(status, {
    error: { code: status, message: text, errors: [{ domain: "Validation", reason, message: text }] },
  });

/** Outcomes that were foreseen, in OpenDSR's shape. */
const inItsShape = async <Result>(asking: Promise<Result>): Promise<Result> =>
  asking.catch((error: unknown) => {
    if (!(error instanceof ExpectedError) || !reasons.has(error.code)) throw error;
    throw refusal(error.message, failureOf(error).status, error.code);
  });
const reasons = new Set<string>(["invalid_input", "not_found", "wrong_status", "idempotency_key_reused"]);

const errors = [{ status: 400, description: "Input that is not valid.", body: errorSchema }];
const unknownError = { status: 404, description: "There is no such request.", body: errorSchema };

const requestId = z.strictObject({ subject_request_id: z.uuid().toLowerCase() });
const instant = z.iso.datetime();
const controllerId = z.string().describe("The ID of the API key.");

/** Signed as webhooks' messages are, with the secret that /opendsr/discovery tells. */
const signed = <Body>(ctx: Context, id: string, body: Body, host: string): Reply<Body> =>
  new Reply(body, {
    headers: {
      [domainHeader]: host,
      ...signedHeaders({
        id,
        at: ctx.now(),
        signingSecret: openDsrSecretOf(ctx.secret, ctx.actor),
        text: writeExact(body),
      }),
    },
  });

const signature =
  "Answers and callbacks are signed as Standard Webhooks describes (webhook-id, webhook-timestamp, webhook-signature), with the secret that `/opendsr/discovery` tells the API key that made the request; there is no X.509 certificate, and so no `X-OpenDSR-Signature`.";

export const openDsrDiscovery = operation({
  id: "opendsr_discovery",
  method: "GET",
  path: "/opendsr/discovery",
  group: "OpenDSR",
  summary: "What is supported of OpenDSR",
  description: `OpenDSR ${openDsrVersion} (https://github.com/opengdpr/OpenDSR), for erasure. Identities in the format raw are searched for in every store. Hashed ones (hexadecimal MD5, SHA-1 or SHA-256 of an ID as it is written, or in lower case) are taken only when a user, agent, app or run has that ID; else the request is refused, and says which. ${signature}`,
  permission: "tickets:create",
  pathParameters: nothing,
  query: nothing,
  body: noBody,
  answer: z.object({
    api_version: z.string(),
    supported_identities: z.array(
      z.object({ identity_type: z.enum(identityTypes), identity_format: z.enum(identityFormats) }),
    ),
    supported_subject_request_types: z.array(z.literal("erasure")),
    processor_certificate: z.null().describe("There is none: see `signatures`."),
    controller_id: controllerId,
    signatures: z.object({
      scheme: z.literal("standard-webhooks"),
      secret: z.string().describe("whsec_…, of this API key. Keep it as you keep the key."),
    }),
  }),
  handler: (ctx, { url }) =>
    Promise.resolve(
      new Reply(
        {
          api_version: openDsrVersion,
          supported_identities: identityTypes.flatMap((type) =>
            identityFormats.map((format) => ({ identity_type: type, identity_format: format })),
          ),
          supported_subject_request_types: ["erasure" as const],
          processor_certificate: null,
          controller_id: ctx.actor.id,
          signatures: {
            scheme: "standard-webhooks" as const,
            secret: openDsrSecretOf(ctx.secret, ctx.actor),
          },
        },
        { headers: { [domainHeader]: url.host } },
      ),
    ),
});

/** Sections 7.1 to 7.6. */
export const createOpenDsrRequest = operation({
  id: "opendsr_create_request",
  method: "POST",
  path: "/opendsr/requests",
  group: "OpenDSR",
  summary: "Request an erasure by OpenDSR",
  description: `Makes a ticket whose reference is the \`subject_request_id\`, for members to work on. The same request again gets the same answer; another one with that ID is refused (409). \`encoded_request\` is the request's body: as OpenDSR demands, never log or store it. Lethe does not. Addresses of callbacks are checked as webhooks' are: a public one must use https. A changed status is sent to each, again for a day until it is taken. ${signature}`,
  status: 201,
  permission: "tickets:create",
  pathParameters: nothing,
  query: nothing,
  body: openDsrRequestSchema,
  answer: z.object({
    controller_id: controllerId,
    expected_completion_time: instant.describe("The end of the day on which the law wants it answered."),
    received_time: instant,
    encoded_request: z.string().describe("Base64 of the request's body."),
    subject_request_id: z.uuid(),
    api_version: z.string(),
  }),
  errors: [...errors, { status: 409, description: "The ID belongs to another request.", body: errorSchema }],
  refusal,
  handler: async (ctx, { body, bytes, url }) => {
    const request = await inItsShape(takeInRequest(ctx, body));
    const answer = {
      controller_id: ctx.actor.id,
      expected_completion_time: request.expectedAt,
      received_time: request.receivedAt,
      encoded_request: Buffer.from(bytes).toString("base64"),
      subject_request_id: request.requestId,
      api_version: openDsrVersion,
    };
    return signed(ctx, `${request.requestId}.created`, answer, url.host);
  },
});

/** Section 8. */
export const getOpenDsrRequest = operation({
  id: "opendsr_get_request",
  method: "GET",
  path: "/opendsr/requests/{subject_request_id}",
  group: "OpenDSR",
  summary: "The status of an OpenDSR request",
  description: `OpenDSR knows four statuses: \`pending\` until the search for the person begins, \`in_progress\`, \`completed\`, and \`cancelled\`, which a denied request is, too. \`lethe\` says it exactly. ${signature}`,
  permission: "tickets:read",
  pathParameters: requestId,
  query: nothing,
  body: noBody,
  answer: z.object({
    controller_id: controllerId,
    expected_completion_time: instant,
    subject_request_id: z.uuid(),
    request_status: z.enum(openDsrStatuses),
    api_version: z.string(),
    lethe: z.object({
      state: z.enum(ticketStates),
      outcome: z.enum(["done", "partly_done", "denied", "withdrawn"]).nullable(),
    }),
  }),
  errors: [...errors, unknownError],
  refusal,
  handler: async (ctx, { path, url }) => {
    const request = await inItsShape(getRequest(ctx, path.subject_request_id));
    return signed(ctx, `${request.requestId}.${request.status}`, statusOf(ctx, request), url.host);
  },
});

const statusOf = (ctx: Context, request: OpenDsrTicket) => ({
  controller_id: ctx.actor.id,
  expected_completion_time: request.expectedAt,
  subject_request_id: request.requestId,
  request_status: request.status,
  api_version: openDsrVersion,
  lethe: { state: request.state, outcome: request.outcome },
});

/** Section 9. */
export const cancelOpenDsrRequest = operation({
  id: "opendsr_cancel_request",
  method: "DELETE",
  path: "/opendsr/requests/{subject_request_id}",
  group: "OpenDSR",
  summary: "Cancel an OpenDSR request",
  description: `Withdraws the ticket. Only a pending request can be cancelled. ${signature}`,
  status: 202,
  permission: "tickets:manage",
  pathParameters: requestId,
  query: nothing,
  body: noBody,
  answer: z.object({
    controller_id: controllerId,
    received_time: instant,
    subject_request_id: z.uuid(),
    api_version: z.string(),
  }),
  errors: [
    ...errors,
    unknownError,
    { status: 409, description: "It is not pending any more.", body: errorSchema },
  ],
  refusal,
  handler: async (ctx, { path, url }) => {
    const request = await inItsShape(cancelRequest(ctx, path.subject_request_id));
    const answer = {
      controller_id: ctx.actor.id,
      received_time: ctx.now().toISOString(),
      subject_request_id: request.requestId,
      api_version: openDsrVersion,
    };
    return signed(ctx, `${request.requestId}.cancelled`, answer, url.host);
  },
});
