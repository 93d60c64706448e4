import { z } from "zod";

/**
 * A refusal in one of Mem0's shapes: `{"error"}`, `{"detail"}`, `{"message"}` or `["…"]`, as its documentation has it for
 * the operation. Never holds memory text.
 */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly status: number;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}) {
    super(`Answered ${status}.`);
    this.status = status;
    this.body = body;
    this.headers = headers;
  }
}

/** The usual refusal. */
export const refused = (text: string, status = 400): ApiError => new ApiError(status, { error: text });

/** Authentication, and what the framework says before an operation is reached. */
export const refusedDetail = (
  status: number,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): ApiError => new ApiError(status, { detail: text }, headers);

/** One documented failure of an operation. */
export type ErrorAnswer = { status: number; description: string; body: z.ZodType };

export const errorBody = z.object({ error: z.string() }).meta({ id: "Error" });
export const detailBody = z.object({ detail: z.string() }).meta({ id: "Detail" });
export const messageBody = z.object({ message: z.string() }).meta({ id: "Message" });
