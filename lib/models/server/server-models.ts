import { env } from "@/lib/env";
import { errorName } from "@/lib/http/server/json-route";
import { log } from "@/lib/log";
import type { Models } from "@/lib/models/model-settings";

/** The models that the running server was given. */
export const serverModels: Models = {
  chat: () => env().model,
  embedding: () => env().embeddingModel,
  onFailure: (error) => log().warn({ error: errorName(error) }, "model failed"),
};
