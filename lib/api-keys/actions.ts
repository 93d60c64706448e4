"use server";

import { refresh } from "next/cache";
import { memberAction } from "@/lib/actions/server/member-action";
import { apiKeyInputSchema, createApiKeySchema } from "./schema";
import { createApiKey } from "./server/create-api-key";
import { revokeApiKey } from "./server/revoke-api-key";

/** Makes a key; its answer is the one time the key itself leaves the server. */
export const createApiKeyAction = memberAction("createApiKey", "api-keys:manage")
  .inputSchema(createApiKeySchema)
  .action(async ({ parsedInput, ctx }) => {
    const made = await createApiKey(ctx.context, parsedInput);
    refresh();
    return made;
  });

/** Ends a key for good. */
export const revokeApiKeyAction = memberAction("revokeApiKey", "api-keys:manage")
  .inputSchema(apiKeyInputSchema)
  .action(async ({ parsedInput, ctx }) => {
    const revoked = await revokeApiKey(ctx.context, parsedInput);
    refresh();
    return revoked;
  });
