import { z } from "zod";
import { ApiError, detailBody } from "@/lib/mem0-api/api-error";
import { operation, type Method, type Operation } from "./operation";

type Input = Pick<Operation, "id" | "path" | "group" | "summary"> & {
  method: Method;
  /** One or two sentences for the person who made the call: why not, and what does it instead. */
  whyNot: string;
};

/**
 * An operation of Mem0 that Lethe has no use for. Whoever has a key is answered 501 (RFC 9110, 15.6.2: "the server does not support
 * the functionality required to fulfill the request"), which no client of Mem0 sends again, as `{"detail": whyNot}`, the
 * shape whose sentence the command lines of Mem0 show. Its input is read and not looked at.
 */
export const answersWhyNot = ({ whyNot, ...description }: Input): Operation =>
  operation({
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
    errors: [{ status: 501, description: "Not supported; `detail` says why.", body: detailBody }],
    handler: () => {
      throw new ApiError(501, { detail: whyNot });
    },
  });
