import { CircleAlert, CircleCheck } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { Instant } from "@/components/ui/instant";
import { Notice } from "@/components/ui/notice";
import { ShortId } from "@/components/ui/short-id";
import type { AnchorSettings } from "@/lib/env/anchor-settings";
import type { ShownAnchor } from "@/lib/ledger/types";
import { anchorProblemWords } from "./attestor-words";
import { cellClasses, PlainTable } from "@/components/ui/plain-table";

/** Where heads of the ledger are written, how much that is worth, and what became of the latest. */
export const AnchorsSection = ({
  anchors,
  settings,
}: {
  anchors: ShownAnchor[];
  settings: AnchorSettings;
}) => (
  <section aria-labelledby="anchors" className="grid grid-cols-1 gap-3">
    <div className="grid gap-2 px-4">
      <h2 id="anchors" className="text-base font-semibold">
        Anchors
      </h2>
      <p className="max-w-[70ch] text-sm text-muted">
        An anchor is the number and hash of the last event, recorded outside the ledger. Only anchors can
        reveal that the end was cut off or that everything was rewritten. Lethe writes one every{" "}
        {settings.everyMinutes === 1 ? "minute" : `${settings.everyMinutes} minutes`} when there are new
        events, to the file <span className="font-mono text-xs break-all text-text">{settings.file}</span>
        {settings.url !== null && <> and to {new URL(settings.url).host}</>}.
      </p>
      {settings.isFileBesideLethe && (
        <div className="max-w-[80ch]">
          <Notice look="warning">
            The anchor file is in Lethe’s own data folder. It reveals changes to the database alone, but
            anyone who controls this machine can change both. To guard against that, set LETHE_ANCHOR_FILE to
            a place they cannot change
            {settings.url === null && ", or LETHE_ANCHOR_URL to a receiver elsewhere"}.
          </Notice>
        </div>
      )}
    </div>
    {anchors.length === 0 ? (
      <p className="px-4 text-sm text-muted">No anchor has been written yet.</p>
    ) : (
      <AnchorsTable anchors={anchors} />
    )}
  </section>
);

const AnchorsTable = ({ anchors }: { anchors: ShownAnchor[] }) => (
  <PlainTable label="Anchors" titles={["State", "When", "Where", "Last event", "Hash"]}>
    {anchors.map((anchor) => (
      <tr key={anchor.id} className="border-t">
        <td className={cellClasses}>
          <AnchorState anchor={anchor} />
        </td>
        <td className={cellClasses}>
          <Instant at={anchor.anchoredAt} />
        </td>
        <td className={cellClasses}>{anchor.destination === "file" ? "File" : "URL"}</td>
        <td className={cellClasses}>{anchor.seq.toLocaleString("en")}</td>
        <td className={cellClasses}>
          <ShortId id={anchor.hash} />
        </td>
      </tr>
    ))}
  </PlainTable>
);

/** Green only where somebody else has received it. */
const AnchorState = ({ anchor: { errorCode, destination } }: { anchor: ShownAnchor }) =>
  errorCode === null ? (
    <Badge {...(destination === "url" && { look: "success" as const })}>
      <CircleCheck size={12} aria-hidden className="shrink-0" />
      Written
    </Badge>
  ) : (
    <Badge look="warning">
      <CircleAlert size={12} aria-hidden className="shrink-0" />
      {anchorProblemWords(errorCode)}
    </Badge>
  );
