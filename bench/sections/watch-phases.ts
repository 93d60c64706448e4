import { z } from "zod";
import type { DeletionStatus } from "@/lib/deletions/status";
import { deletionStatuses } from "@/lib/deletions/status";
import { connect } from "../temporary-database";

/** How long the parts of a run took, in milliseconds. */
export type Phases = { freezing: number; deleting: number; verifying: number };

const changeSchema = z.object({ status: z.enum(deletionStatuses) });

/**
 * Reads the parts of the next deletion's run off the notifications that its changes send: the first while it is running is
 * the claim, the second the end of freezing.
 */
export async function watchPhases(url: string): Promise<{ end: () => Promise<Phases> }> {
  const heard: { status: DeletionStatus; at: number }[] = [];
  const listener = await connect(url);
  listener.on("notification", ({ payload }) => {
    const { status } = changeSchema.parse(JSON.parse(payload ?? "{}"));
    heard.push({ status, at: performance.now() });
  });
  await listener.query("listen lethe_deletions");
  const nth = (status: DeletionStatus, position: number): number =>
    heard.filter((each) => each.status === status)[position]?.at ?? Number.NaN;
  return {
    end: async () => {
      // Answered after everything that was notified before.
      await listener.query("select 1");
      await listener.end();
      const [claimed, frozen, deleted] = [nth("running", 0), nth("running", 1), nth("verifying", 0)];
      const finished = heard.at(-1)?.at ?? Number.NaN;
      return { freezing: frozen - claimed, deleting: deleted - frozen, verifying: finished - deleted };
    },
  };
}
