import type { ReactNode } from "react";
import { VisibleText } from "@/components/ui/visible-text";
import { Badge } from "@/components/ui/badge";
import { StoreInstant } from "@/components/stores/store-instant";
import { ShortId } from "@/components/ui/short-id";
import type { SampleMemory } from "@/lib/stores/preview";
import { clipText } from "@/lib/text/clip-text";

// More than two lines of the widest page.
const lettersShownMax = 600;

/** One memory in two lines: its text, and whose it is. */
export const MemoryLine = ({
  memory,
  isLeftOut = false,
  children,
}: {
  memory: SampleMemory;
  isLeftOut?: boolean;
  /** What stands before it. */
  children?: ReactNode;
}) => (
  <li className="flex items-start gap-3 px-3 py-2">
    {children}
    <div className="min-w-0 flex-1">
      <p
        dir="auto"
        className={`line-clamp-2 text-sm break-words ${isLeftOut ? "text-muted line-through" : ""}`}
      >
        <VisibleText text={clipText(memory.memory, lettersShownMax)} />
      </p>
      <p className="mt-0.5 flex flex-wrap items-center gap-x-3 gap-y-0.5 text-xs text-muted">
        {entities(memory).map(([noun, id]) => (
          <span key={noun} className="inline-flex min-w-0 items-center gap-1">
            {noun} <ShortId id={id} />
          </span>
        ))}
        <StoreInstant at={memory.createdAt} />
        {memory.isExpired && <Badge look="warning">Expired</Badge>}
        {memory.isSuperseded && <Badge>Superseded</Badge>}
        {memory.immutable && <Badge>Immutable</Badge>}
        {isLeftOut && <Badge look="accent">Left out</Badge>}
      </p>
    </div>
  </li>
);

const entities = ({ userId, agentId, appId, runId }: SampleMemory): [string, string][] =>
  (
    [
      ["user", userId],
      ["agent", agentId],
      ["app", appId],
      ["run", runId],
    ] as const
  ).flatMap(([noun, id]): [string, string][] => (id === null ? [] : [[noun, id]]));
