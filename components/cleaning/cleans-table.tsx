import { durationWords } from "@/components/deletions/duration-words";
import { Badge } from "@/components/ui/badge";
import { Instant } from "@/components/ui/instant";
import { cellClasses, PlainTable, rowClasses } from "@/components/ui/plain-table";
import { VisibleText } from "@/components/ui/visible-text";
import type { ShownClean } from "@/lib/cleaning/types";
import { cleanErrorWords, cleanStatusWords, shortCoverageWords } from "./cleaning-words";

/** The last cleans, the newest first. */
export const CleansTable = ({ cleans }: { cleans: ShownClean[] }) => (
  <PlainTable label="Recent cleans" titles={["Requested", "By", "Status", "Took", "Result"]}>
    {cleans.map((clean) => (
      <tr key={clean.id} className={rowClasses}>
        <td className={cellClasses}>
          <Instant at={clean.requestedAt} />
        </td>
        <td className={cellClasses}>
          <bdi>
            <VisibleText text={clean.by} />
          </bdi>
        </td>
        <td className={cellClasses}>
          <Badge look={looks[clean.status]}>{cleanStatusWords[clean.status]}</Badge>
        </td>
        <td className={cellClasses}>{tookWords(clean)}</td>
        <td className="min-w-80 px-4 py-2">{resultWords(clean)}</td>
      </tr>
    ))}
  </PlainTable>
);

const looks = {
  queued: "neutral",
  running: "accent",
  completed: "success",
  failed: "warning",
  cancelled: "neutral",
} as const;

const tookWords = ({ startedAt, finishedAt }: ShownClean): string =>
  startedAt === null || finishedAt === null
    ? "–"
    : durationWords(Date.parse(finishedAt) - Date.parse(startedAt));

const resultWords = ({ errorCode, coverage }: ShownClean): string => {
  if (errorCode !== null) return cleanErrorWords[errorCode];
  return coverage === null ? "–" : shortCoverageWords(coverage);
};
