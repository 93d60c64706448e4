import type { Role } from "@/lib/access/types";
import type { Watch } from "./types";

/** Whether this member may end a watch: who began it, or an admin. Others may be looking at it right now. */
export const canEndWatch = (
  member: { id: string; role: Role },
  { createdBy }: Pick<Watch, "createdBy">,
): boolean => member.role === "admin" || createdBy.id === member.id;
