import { errorResponse } from "@/lib/http/server/json-route";
import { openEventStream } from "@/lib/live/server/event-stream";
import { memberContext } from "@/lib/access/server/member-context";

/** Sends a page which deletions change, and that memories did, as it happens; see lib/live/live-message.ts. */
export const GET = async (request: Request): Promise<Response> => {
  try {
    // A page that only listens is not in use.
    await memberContext("deletions:read", { isBackground: true });
    return openEventStream(request.signal, {
      // A member whose sessions were ended stops hearing of things, too.
      isStillAllowed: async () => {
        await memberContext("deletions:read", { isBackground: true });
        return true;
      },
    });
  } catch (error) {
    return errorResponse(error, "/api/events");
  }
};

export const dynamic = "force-dynamic";
