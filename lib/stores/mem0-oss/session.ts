import { z } from "zod";
import type { GuardedRequest, StoreAnswer, StoreRequest } from "@/lib/stores/remote/guarded-request";
import { parseAnswer } from "@/lib/stores/remote/parse-answer";
import { StoreError } from "@/lib/errors/store-error";
import type { OssCredentials } from "@/lib/stores/store-settings";
import { answerErrorFrom } from "./answer-error";

const tokenSchema = z.object({ access_token: z.string().min(1) });

/**
 * Sends requests as whom the credentials name. A key goes with each request; the server checks it with bcrypt, which takes
 * it a quarter of a second each time, one after the other. With an email address and a password Lethe signs in once, and
 * again when the token has run out (after 30 minutes): the same server then answers a hundred requests a second.
 */
export const openSession = (url: string, credentials: OssCredentials, request: GuardedRequest) => {
  let token: Promise<string> | null = null;

  const signIn = async (): Promise<string> => {
    if (!("email" in credentials)) throw new Error("Only a person signs in.");
    const { email, password } = credentials;
    const answer = await request({
      method: "POST",
      url: `${url}/auth/login`,
      json: { email, password },
    });
    const error = answerErrorFrom(answer);
    if (error !== null) throw error.status === 422 ? new StoreError("unauthorized", 422) : error;
    return parseAnswer(tokenSchema, answer).access_token;
  };

  /** One sign-in at a time, for all who wait for it: the server allows ten a minute. A failed one is not kept. */
  const currentToken = (): Promise<string> => {
    if (token === null) {
      const signing = signIn();
      token = signing;
      signing.catch(() => {
        if (token === signing) token = null;
      });
    }
    return token;
  };

  return {
    send: async (part: StoreRequest): Promise<StoreAnswer> => {
      const { headers } = part;
      // The server prefers a token that is sent, even one that has run out, to a key beside it: never both.
      if ("apiKey" in credentials)
        return request({ ...part, headers: { ...headers, "x-api-key": credentials.apiKey } });
      const bearer = (value: string) =>
        request({ ...part, headers: { ...headers, authorization: `Bearer ${value}` } });
      const used = currentToken();
      const answer = await bearer(await used);
      if (answer.status !== 401) return answer;
      if (token === used) token = null;
      return bearer(await currentToken());
    },
  };
};
