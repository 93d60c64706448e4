import { Badge } from "@/components/ui/badge";
import { isExpired, type Memory } from "@/lib/memories/types";

/** What is special about a memory, in one word each. */
export const MemoryMarks = ({ memory }: { memory: Memory }) => (
  <>
    {isExpired(memory, todayInUtc()) && <Badge look="warning">Expired</Badge>}
    {memory.supersededBy !== null && <Badge>Superseded</Badge>}
    {memory.immutable && <Badge>Immutable</Badge>}
    {/* The quietest: while Lethe is tried out it is on every row. */}
    {memory.isSample && <span className="self-center text-xs text-muted">Sample</span>}
  </>
);

/** Whether `MemoryMarks` has anything to show. */
export const hasMarks = (memory: Memory): boolean =>
  memory.isSample || memory.immutable || memory.supersededBy !== null || isExpired(memory, todayInUtc());

/** Today as `YYYY-MM-DD`. Expiration days are days in UTC. */
const todayInUtc = (): string => new Date().toISOString().slice(0, 10);
