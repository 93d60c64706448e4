import { RequestError } from "./request-error";

/** The part of an error that can be shown, and the id to quote. */
export const shownError = (error: Error): { message: string; requestId: string | null } =>
  error instanceof RequestError
    ? { message: error.message, requestId: error.requestId }
    : { message: "The answer could not be read.", requestId: null };
