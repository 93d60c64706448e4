import { env } from "@/lib/env/env";
import { errorForLog } from "@/lib/errors/error-for-log";
import { log } from "@/lib/env/log";
import type { Models } from "@/lib/env/model-settings";

/** The models that the running server was given. */
export const serverModels: Models = {
  chat: () => env().model,
  embedding: () => env().embeddingModel,
  onFailure: (error) => log().warn({ error: errorForLog(error) }, "model failed"),
};
