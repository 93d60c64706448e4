import { z } from "zod";
import { ApiError, detailBody, errorBody } from "@/lib/mem0-api/api-error";
import { operation, type Method, type Operation } from "./operation";

/** Where Mem0's clients look for the sentence: what they read is shown to the person. */
const shapes = {
  detail: { bodyOf: (whyNot: string) => ({ detail: whyNot }), body: detailBody },
  error: { bodyOf: (whyNot: string) => ({ error: whyNot }), body: errorBody },
  code: {
    bodyOf: (whyNot: string) => ({ error: { code: whyNot } }),
    body: z.object({ error: z.object({ code: z.string() }) }),
  },
};

type Input = Pick<Operation, "id" | "path" | "group" | "summary"> & {
  method: Method;
  /** One or two sentences for the person who made the call: why not, and what does it instead. */
  whyNot: string;
  /** "detail" without it. */
  shape?: keyof typeof shapes;
  /** Whether it is answered to who has no key, too. */
  isPublic?: true;
};

/**
 * An operation of Mem0 that Lethe has no use for. Whoever has a key is answered 501 (RFC 9110, 15.6.2: "the server does not support
 * the functionality required to fulfill the request"), which no client of Mem0 sends again, as `{"detail": whyNot}` or the
 * shape whose sentence the client that asks for it shows. Its input is read and not looked at.
 */
export const answersWhyNot = ({ whyNot, shape = "detail", isPublic, ...description }: Input): Operation => {
  const refusal = () => new ApiError(501, shapes[shape].bodyOf(whyNot));
  return operation({
    ...(isPublic === true ? { refusesAnyone: refusal } : {}),
    ...description,
    description: `Not supported: ${whyNot}`,
    whyNot,
    // Every role holds it.
    permission: "deletions:read",
    pathParameters: z.strictObject(
      Object.fromEntries(
        [...description.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => [name ?? "", z.string()]),
      ),
    ),
    query: z.looseObject({}),
    body: z.unknown(),
    answer: z.never(),
    errors: [{ status: 501, description: "Not supported: why.", body: shapes[shape].body }],
    handler: () => {
      throw refusal();
    },
  });
};
