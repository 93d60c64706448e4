"use server";

import { refresh } from "next/cache";
import { memberAction } from "@/lib/actions/server/member-action";
import {
  addStoreSchema,
  changeCredentialsSchema,
  renameStoreSchema,
  storeInputSchema,
  testStoreSchema,
} from "./schema";
import { addStore } from "./server/add-store";
import { changeCredentials, disableStore, enableStore, renameStore } from "./server/change-store";
import { testStore } from "./server/test-store";

/** Tries what works in a store, without changing anything in it. */
export const testStoreAction = memberAction("testStore", "stores:manage")
  .inputSchema(testStoreSchema)
  .action(({ parsedInput, ctx }) => testStore(ctx.context, parsedInput));

/** Sets up a store; its credentials do not leave the server again. */
export const addStoreAction = memberAction("addStore", "stores:manage")
  .inputSchema(addStoreSchema)
  .action(async ({ parsedInput, ctx }) => {
    const added = await addStore(ctx.context, parsedInput);
    refresh();
    return added;
  });

/** Gives a store another name. */
export const renameStoreAction = memberAction("renameStore", "stores:manage")
  .inputSchema(renameStoreSchema)
  .action(async ({ parsedInput, ctx }) => {
    await renameStore(ctx.context, parsedInput);
    refresh();
    return parsedInput;
  });

/** Replaces a store's credentials. */
export const changeCredentialsAction = memberAction("changeCredentials", "stores:manage")
  .inputSchema(changeCredentialsSchema)
  .action(async ({ parsedInput: { id, credentials }, ctx }) => {
    await changeCredentials(ctx.context, { id, credentials });
    refresh();
    return { id };
  });

/** Takes a store out of use. */
export const disableStoreAction = memberAction("disableStore", "stores:manage")
  .inputSchema(storeInputSchema)
  .action(async ({ parsedInput, ctx }) => {
    await disableStore(ctx.context, parsedInput);
    refresh();
    return parsedInput;
  });

/** Puts a store back into use. */
export const enableStoreAction = memberAction("enableStore", "stores:manage")
  .inputSchema(storeInputSchema)
  .action(async ({ parsedInput, ctx }) => {
    await enableStore(ctx.context, parsedInput);
    refresh();
    return parsedInput;
  });
