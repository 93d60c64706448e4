import { eq } from "drizzle-orm";
import { z } from "zod";
import type { Context } from "@/lib/access/context";
import { deletions } from "@/drizzle/schema/deletions";

const answered = z.object({ event_id: z.uuid() });

/** Of a deletion that a second person has to approve: that it waits, so that an agent neither asks again nor calls it done. */
export const waitingNote = async ({ database }: Context, answer: unknown): Promise<string | null> => {
  const parsed = answered.safeParse(answer);
  if (!parsed.success) return null;
  const [row] = await database
    .select({ needsApproval: deletions.needsApproval })
    .from(deletions)
    .where(eq(deletions.id, parsed.data.event_id));
  return row?.needsApproval === true
    ? "An admin has to approve this deletion in Lethe first. Nothing has been deleted; the event stays PENDING until it is approved, and becomes FAILED when it is declined or not approved within 24 hours. Do not send it again."
    : null;
};
