import fc from "fast-check";
import type { z } from "zod";
import {
  answerSchema,
  requestsOf,
  type ApiRequest,
  type Description,
  type KnownIds,
} from "./described-requests";

type FuzzResult = {
  /** What was answered otherwise than described, or with a 5xx. */
  problems: string[];
  /** Operations that did at least once what was asked. */
  doneIds: Set<string>;
  countByStatus: Map<number, number>;
};

/**
 * Sends requests made up from a description, right ones and wrong ones, some at a time, and compares each answer with the
 * description.
 */
export const fuzzApi = async (input: {
  description: Description;
  known: KnownIds;
  requestCount: number;
  seed: number;
  parallelCount: number;
  ask: (request: ApiRequest) => Promise<{ status: number; body: unknown }>;
}): Promise<FuzzResult> => {
  const { description, known, requestCount, seed, ask } = input;
  const result: FuzzResult = { problems: [], doneIds: new Set(), countByStatus: new Map() };
  const schemaOf = rememberedSchemas(description);
  const requests = fc.sample(requestsOf(description, known), { numRuns: requestCount, seed }).values();
  const work = async () => {
    for (const request of requests) {
      const { status, body } = await ask(request);
      result.countByStatus.set(status, (result.countByStatus.get(status) ?? 0) + 1);
      if (status < 300) result.doneIds.add(request.operationId);
      // 501 is what Lethe says of what it has no use for.
      if ((status < 500 || status === 501) && schemaOf(request, status)?.safeParse(body).success === true)
        continue;
      result.problems.push(
        `${JSON.stringify(request).slice(0, 600)} → ${status} ${JSON.stringify(body).slice(0, 300)}`,
      );
    }
  };
  await Promise.all(Array.from({ length: input.parallelCount }, work));
  return result;
};

/** Each is made once: it brings all named schemas along. */
const rememberedSchemas = (description: Description) => {
  const schemas = new Map<string, z.ZodType | null>();
  return (request: ApiRequest, status: number): z.ZodType | null => {
    const key = `${request.operationId} ${status}`;
    const schema = schemas.get(key) ?? answerSchema(description, request, status);
    schemas.set(key, schema);
    return schema;
  };
};
