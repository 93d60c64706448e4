import { apiContext } from "@/lib/api-keys/server/api-context";
import { log } from "@/lib/env/log";
import { createDispatcher } from "./dispatch";
import { operations } from "./operations";

/** Answers applications on the running server. */
export const serveMem0 = createDispatcher({ operations, authenticate: apiContext, log });
