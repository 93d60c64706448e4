import type { ActionError } from "./server/member-action";
import { refusalIn, RequestError } from "@/lib/http/request-error";
import { confirmIdentity } from "./confirm-identity";

type ActionResult<Data> = { data?: Data; serverError?: ActionError; validationErrors?: unknown };

/**
 * Calls a server action and answers what it answered; throws RequestError when it refused, failed or could not be reached. One
 * that asks the member to confirm who they are is called again once they have.
 */
export const actionAnswer = async <Data>(call: () => Promise<ActionResult<Data>>): Promise<Data> => {
  try {
    return await answerOf(call);
  } catch (error) {
    const asks = error instanceof RequestError && error.code === "reauthentication_required";
    if (!asks || !(await confirmIdentity())) throw error;
    return answerOf(call);
  }
};

const answerOf = async <Data>(call: () => Promise<ActionResult<Data>>): Promise<Data> => {
  const result = await call().catch((error: unknown): never => {
    throw (
      refusalFrom(error) ??
      new RequestError("offline", "Lethe did not respond. Check the connection and try again.", null)
    );
  });
  if (result.serverError !== undefined) {
    const { code, message, requestId } = result.serverError;
    throw new RequestError(code, message, requestId);
  }
  if (result.validationErrors !== undefined) {
    throw new RequestError(
      "invalid_input",
      firstText(result.validationErrors) ?? "The request was not valid.",
      null,
    );
  }
  if (result.data === undefined) throw new RequestError("unexpected", "The server gave no answer.", null);
  return result.data;
};

/** What was answered before the action was reached (lib/http/server/guard-server.ts): Next makes its text an error's message. */
const refusalFrom = (error: unknown): RequestError | null => {
  if (!(error instanceof Error) || !error.message.startsWith("{")) return null;
  try {
    return refusalIn(JSON.parse(error.message));
  } catch {
    return null;
  }
};

/** The first message in a tree of validation errors. */
const firstText = (errors: unknown): string | undefined => {
  if (typeof errors === "string") return errors;
  if (typeof errors !== "object" || errors === null) return undefined;
  for (const value of Object.values(errors)) {
    const text = firstText(value);
    if (text !== undefined) return text;
  }
  return undefined;
};
