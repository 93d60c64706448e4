import { z } from "zod";
import type { StoreAnswer } from "@/lib/stores/remote/guarded-request";
import { parseJson } from "@/lib/stores/remote/parse-answer";
import { StoreError } from "@/lib/errors/store-error";

const faultSchema = z.object({ code: z.string() });

/**
 * What an answer's status means; null for success. The server wraps every failure of its own into 502 with a code, and
 * `unknown` is for requests and memories that it cannot work with, which time does not mend.
 */
export const answerErrorFrom = ({ status, text, header }: StoreAnswer): StoreError | null => {
  if (status >= 200 && status < 300) return null;
  const retryAfter = Number(header("retry-after") ?? "");
  switch (status) {
    case 401:
      return new StoreError("unauthorized", status);
    case 403:
      return new StoreError("forbidden", status);
    case 429:
      return new StoreError("rate_limited", status, retryAfter > 0 ? retryAfter : null);
    case 502:
      return new StoreError(codeOf(text) === "unknown" ? "refused" : "unavailable", status);
  }
  if (status >= 500) return new StoreError("unavailable", status);
  return new StoreError(status >= 400 ? "refused" : "bad_answer", status);
};

const codeOf = (text: string): string | undefined => faultSchema.safeParse(parseJson(text)).data?.code;
