import { errorResponse } from "@/lib/http/server/json-route";
import { openEventStream } from "@/lib/live/server/event-stream";
import { recordSecurityEvent } from "@/lib/security/server/record-security-event";
import { memberContext } from "@/lib/access/server/member-context";
import { maySession } from "@/lib/access/server/session-member";

/** Sends a page which deletions change, and that memories did, as it happens; see lib/live/live-message.ts. */
export const GET = async (request: Request): Promise<Response> => {
  try {
    // A page that only listens is not in use.
    const {
      actor,
      session,
      database,
      address = null,
    } = await memberContext("deletions:read", {
      isBackground: true,
    });
    try {
      return openEventStream(request.signal, {
        memberId: actor.id,
        // A member whose session has ended stops hearing of things, too.
        isStillAllowed: () => maySession(session.id, "deletions:read"),
      });
    } catch (error) {
      void recordSecurityEvent(database, {
        kind: "limit_hit",
        actor,
        address,
        detail: { limit: "member-streams" },
      });
      throw error;
    }
  } catch (error) {
    return errorResponse(error, "/api/events");
  }
};

export const dynamic = "force-dynamic";
