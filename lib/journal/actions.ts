"use server";

import { refresh } from "next/cache";
import { memberAction } from "@/lib/actions/server/member-action";
import { replaySchema, returnedElsewhereSchema } from "./schema";
import { listReturnedElsewhere } from "./server/list-returned-elsewhere";
import { requestScans } from "./server/scan-stores";
import { checkServerJournal, replayOnServer } from "./server/server-journal";

/** Compares the database with the whole journal. */
export const checkJournalAction = memberAction("checkJournal", "journal:replay").action(async () => {
  const { state, facts } = await checkServerJournal(true);
  refresh();
  return { state, facts };
});

/** Erases again what a restored backup has brought back. */
export const replayErasuresAction = memberAction("replayErasures", "journal:replay")
  .inputSchema(replaySchema)
  .action(async ({ parsedInput, ctx }) => {
    const requested = await replayOnServer(ctx.context, parsedInput.expectedCount);
    refresh();
    return requested;
  });

/** Has stores elsewhere looked through for what was erased there; it begins within a minute. */
export const scanStoresAction = memberAction("scanStores", "journal:replay").action(async ({ ctx }) => {
  const storeCount = await requestScans(ctx.context);
  refresh();
  return { storeCount };
});

/** What was met there, to be deleted again. */
export const listReturnedElsewhereAction = memberAction("listReturnedElsewhere", "journal:replay")
  .inputSchema(returnedElsewhereSchema)
  .action(({ parsedInput, ctx }) => listReturnedElsewhere(ctx.context, parsedInput));
