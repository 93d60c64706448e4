import type { Actor } from "@/lib/access/types";

/** The actor of what Lethe does unasked: reading back what could not be read back before, say. */
export const letheActor: Actor = { kind: "system", id: "lethe", label: "Lethe" };
