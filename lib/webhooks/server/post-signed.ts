import { Webhook as Signer } from "standardwebhooks";
import { StoreError } from "@/lib/errors/store-error";
import { writeExact } from "@/lib/json/write-exact";
import type { GuardedRequest } from "@/lib/stores/remote/guarded-request";
import { deliveryErrorCodes, type DeliveryOutcome } from "@/lib/webhooks/types";

const timeoutSeconds = 10;
const answerBytesMax = 64 * 1024;

/** The headers that sign a text, as Standard Webhooks has it (https://www.standardwebhooks.com). */
export const signedHeaders = (input: {
  /** Of the message: the same whenever it is sent again. */
  id: string;
  at: Date;
  /** "whsec_…" */
  signingSecret: string;
  text: string;
}): Record<string, string> => ({
  "webhook-id": input.id,
  "webhook-timestamp": String(Math.floor(input.at.getTime() / 1000)),
  "webhook-signature": new Signer(input.signingSecret).sign(input.id, input.at, input.text),
});

/** Sends a signed message where requests may go, once, and says how it was taken. Throws nothing. */
export const postSigned = async (
  request: GuardedRequest,
  message: {
    url: string;
    id: string;
    body: unknown;
    at: Date;
    signingSecret: string;
    headers?: Record<string, string>;
  },
): Promise<DeliveryOutcome> => {
  const { url, id, body, at, signingSecret, headers = {} } = message;
  try {
    const { status } = await request({
      method: "POST",
      url,
      // What the request is written with, so that the very bytes are signed.
      headers: { ...headers, ...signedHeaders({ id, at, signingSecret, text: writeExact(body) }) },
      json: body,
      timeoutSeconds,
      answerBytesMax,
    });
    return { status };
  } catch (error) {
    const code = error instanceof StoreError ? error.code : null;
    return { errorCode: deliveryErrorCodes.find((each) => each === code) ?? "unreachable" };
  }
};
