import { History } from "lucide-react";
import { behindWords } from "./replica-words";

/** Less is not noticed, and would blink. */
const secondsMin = 1;

/** Above a list: it was read from a replica that is behind, and by how much. */
export const BehindNotice = ({ behindSeconds }: { behindSeconds: number | undefined }) =>
  behindSeconds === undefined || behindSeconds < secondsMin ? null : (
    <p role="status" className="flex shrink-0 items-center gap-2 border-b bg-warning-soft px-4 py-1 text-sm">
      <History size={14} aria-hidden className="shrink-0 text-warning" />
      <span>
        Read from the replica, which is {behindWords(behindSeconds)} behind: what applications have stored or
        changed since is not shown yet.
      </span>
    </p>
  );
