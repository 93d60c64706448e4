import type { Context } from "@/lib/access/context";
import { platformStore } from "@/lib/stores/mem0-platform/platform-store";
import type { ProbedStore } from "@/lib/stores/probe";
import { makeGuardedRequest } from "@/lib/stores/remote/guarded-request";
import { addStoreSchema } from "@/lib/stores/schema";
import { platformCredentialsSchema, platformSettingsSchema } from "@/lib/stores/store-settings";
import { addStore } from "@/lib/stores/server/add-store";
import type { StoreId } from "@/lib/stores/store-ids";
import { storeIdSchema } from "@/lib/stores/store-id-schema";
import type { PlatformSimulator } from "@/testing/platform-simulator/start-platform-simulator";

type Options = {
  apiKey?: string;
  settings?: { organisationId?: string; projectId?: string };
  /** Of every request. */
  timeoutSeconds?: number;
};

/** For tests: the store as the registry makes it, on a simulator or wherever `url` is. */
export const platformOn = (
  simulator: Pick<PlatformSimulator, "url" | "apiKey">,
  { apiKey = simulator.apiKey, settings = {}, timeoutSeconds }: Options = {},
): ProbedStore => {
  const { request } = makeGuardedRequest({ allowsPrivate: true });
  return platformStore({
    id: storeIdSchema.parse("platform"),
    name: "Platform",
    settings: platformSettingsSchema.parse({ url: simulator.url, ...settings }),
    credentials: platformCredentialsSchema.parse({ apiKey }),
    request: timeoutSeconds === undefined ? request : (sent) => request({ ...sent, timeoutSeconds }),
  });
};

/** For tests: sets up the store as an admin does. */
export const setUpPlatform = async (
  ctx: Context,
  { url, apiKey }: Pick<PlatformSimulator, "url" | "apiKey">,
  name = "Platform",
): Promise<StoreId> => {
  const connection = { kind: "mem0-platform", settings: { url }, credentials: { apiKey } };
  return (await addStore(ctx, addStoreSchema.parse({ name, connection }))).id;
};
