import type { Actor } from "@/lib/access/types";

/** Who does what nobody asked for: reading back what could not be read back before, say. */
export const letheActor: Actor = { kind: "system", id: "lethe", label: "Lethe" };
