import { durationWords } from "@/components/deletions/duration-words";
import { Notice } from "@/components/ui/notice";
import {
  anchoredWords,
  findingWords,
  isVerified,
  signedWords,
  sourceWords,
  verdictWords,
} from "@/lib/ledger/finding-words";
import type { AnchorSource, Report } from "@/lib/ledger/types";

/** What a verification found: verdict, findings, what is anchored and what nothing can show. */
export const VerificationReport = ({
  report,
  source,
  durationMs,
  attestedThrough,
}: {
  report: Report;
  source: AnchorSource;
  durationMs: number;
  attestedThrough: number;
}) => {
  const { findings, findingCount, eventCount, anchorCount } = report;
  const about = sourceWords(source);
  const signed = signedWords(report);
  return (
    <div className="grid max-w-[80ch] gap-2">
      <Notice look={isVerified(report, source) && attestedThrough >= eventCount ? "success" : "warning"}>
        <p className="font-medium">{verdictWords(report, source)}</p>
        <p className="mt-0.5 text-muted">
          Recomputed the hash and the link of {eventCount.toLocaleString("en")}{" "}
          {eventCount === 1 ? "event" : "events"}, and compared them with {anchorCount.toLocaleString("en")}{" "}
          {anchorCount === 1 ? "anchor" : "anchors"}, in {durationWords(durationMs)}.
        </p>
      </Notice>
      {findings.length > 0 && (
        <ul aria-label="Findings" className="grid list-disc gap-1 pl-5 text-sm">
          {findings.map((finding) => (
            <li key={JSON.stringify(finding)}>{findingWords(finding)}</li>
          ))}
          {findingCount > findings.length && (
            <li>And {(findingCount - findings.length).toLocaleString("en")} more.</li>
          )}
        </ul>
      )}
      <div className="grid gap-1 text-sm">
        {about !== null && <p className="text-warning">{about}</p>}
        {anchoredWords(report).map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
        {signed !== null && <p>{signed}</p>}
        {attestedThrough < eventCount && (
          <p>
            {attestedThrough === 0
              ? "Attested outside: no event. What is signed and anchored here could all have been rewritten together."
              : `Attested outside: events 1 to ${attestedThrough.toLocaleString("en")}.`}
          </p>
        )}
      </div>
    </div>
  );
};
