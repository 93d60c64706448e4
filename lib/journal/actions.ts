"use server";

import { refresh } from "next/cache";
import { memberAction } from "@/lib/actions/server/member-action";
import { replaySchema } from "./schema";
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
