import { isDeepStrictEqual } from "node:util";
import type { z } from "zod";
import type { Context } from "@/lib/access/context";
import type { Models } from "@/lib/env/model-settings";
import { requirePermission } from "@/lib/access/require-permission";
import { createDispatcher } from "@/lib/mem0-api/server/dispatch";
import { sharedErrors, bodyErrors } from "@/lib/mem0-api/server/open-api";
import type { Operation } from "@/lib/mem0-api/server/operation";
import { operationsWith } from "@/lib/mem0-api/server/operations";

// For tests only: real requests to the dispatcher, each answer compared with its description.

const noModels: Models = { chat: () => null, embedding: () => null, onFailure: () => undefined };

type Answer = { status: number; body: unknown; headers: Headers };
export type Ask = (method: string, path: string, body?: unknown) => Promise<Answer>;

/** Asks as the actor of `context`. Throws when an answer is not one that the operation describes. */
export const apiFor = (context: () => Context, models: Partial<Models> = {}): Ask => {
  const operations = operationsWith({ ...noModels, ...models });
  let answered: Operation | undefined;
  const dispatch = createDispatcher({
    operations,
    authenticate: (_request, permission) => {
      const ctx = context();
      requirePermission(ctx.actor, permission);
      return Promise.resolve(ctx);
    },
    log: () => ({
      info: (line: { operation: string | null }) => {
        answered = operations.find(({ id }) => id === line.operation);
      },
      error: () => undefined,
    }),
  });
  return async (method, path, body) => {
    const response = await dispatch(
      new Request(`https://lethe.test${path}`, {
        method,
        ...(body === undefined
          ? {}
          : { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
      }),
    );
    const answer: Answer = {
      status: response.status,
      body: await response.json(),
      headers: response.headers,
    };
    if (answered !== undefined) requireDescribed(answered, answer);
    return answer;
  };
};

const requireDescribed = (operation: Operation, { status, body }: Answer): void => {
  const schemas: z.ZodType[] =
    status === (operation.status ?? 200) || (status === 200 && operation.isRepeatable === true)
      ? [operation.answer]
      : [...(operation.errors ?? []), ...sharedErrors, ...bodyErrors]
          .filter((error) => error.status === status)
          .map((error) => error.body);
  const isDescribed = schemas.some((schema) => {
    const parsed = schema.safeParse(body);
    // Zod leaves out what a schema does not know, so that an undescribed field shows.
    return parsed.success && isDeepStrictEqual(parsed.data, body);
  });
  if (!isDescribed) {
    throw new Error(
      `${operation.id} answered ${status} with what it does not describe: ${JSON.stringify(body).slice(0, 500)}`,
    );
  }
};
