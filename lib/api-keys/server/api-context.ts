import { databaseNow } from "@/lib/database/server/database-clock";
import type { Context } from "@/lib/access/context";
import { isRestored, restoredError } from "@/lib/ledger/server/restored";
import { serverDatabase } from "@/lib/database/server/server-database";
import { env } from "@/lib/env/env";
import { errorForLog } from "@/lib/errors/error-for-log";
import { log } from "@/lib/env/log";
import { noteRefusal } from "@/lib/access/server/note-refusal";
import { requirePermission } from "@/lib/access/require-permission";
import type { Permission } from "@/lib/access/types";
import { clientAddress } from "@/lib/security/server/client-address";
import { createApiGate, type ApiGate } from "./api-gate";

/**
 * For routes that applications call: the context of the API key that the request carries (`Authorization: Token <key>` or
 * `Bearer <key>`). Throws ExpectedError not_signed_in (no such key, revoked, or expired), not_permitted (the key's role), or
 * too_many_attempts or unavailable (the database was restored), whose `values.retryAfterSeconds` belongs in the header Retry-After.
 */
export const apiContext = async (request: Request, permission: Permission): Promise<Context> => {
  const { actor, restriction } = await serverGate()(request);
  const { secret, allowsPrivateStores } = env();
  const address = clientAddress(request.headers);
  const ctx: Context = {
    actor,
    database: serverDatabase(),
    now: databaseNow,
    secret,
    allowsPrivateStores,
    address,
    restriction,
  };
  try {
    requirePermission(actor, permission);
  } catch (error) {
    noteRefusal(ctx, error, { permission });
    throw error;
  }
  // Whoever holds the key: what was erased may be there again.
  if (await isRestored(ctx.database)) throw restoredError();
  return ctx;
};

// Next bundles routes apart: a module variable would be several gates, each with a count of its own.
const shared = globalThis as typeof globalThis & { letheApiGate?: ApiGate };

const serverGate = (): ApiGate =>
  (shared.letheApiGate ??= createApiGate({
    database: serverDatabase(),
    requestsPerMinute: env().apiRequestsPerMinute,
    secret: env().secret,
    now: databaseNow,
    onNoteFailed: (error) => {
      log().warn({ error: errorForLog(error) }, "use of a key not noted");
    },
  }));
