import { CircleAlert, CircleCheck } from "lucide-react";
import type { ReactNode } from "react";
import { anchorProblemWords } from "@/components/ledger/attestor-words";
import { Badge } from "@/components/ui/badge";
import { Instant } from "@/components/ui/instant";
import { Notice } from "@/components/ui/notice";
import type { JournalSettings } from "@/lib/env/journal-settings";
import type { JournalPlace, ShownJournal } from "@/lib/journal/types";
import { foreignWords, keptWords, restoredWords, unusableWords } from "@/lib/journal/words";
import { Elsewhere } from "./elsewhere";
import { JournalControls } from "./journal-controls";

/** The journal of erasures: where it is, whether it has everything, and what it says about this database. */
export const JournalSection = ({
  journal,
  settings,
  canReplay,
}: {
  journal: ShownJournal;
  settings: JournalSettings;
  canReplay: boolean;
}) => (
  <section id="journal" aria-labelledby="journal-title" className="grid scroll-mt-4 grid-cols-1 gap-3 px-4">
    <h2 id="journal-title" className="text-base font-semibold">
      Journal of erasures
    </h2>
    <p className="max-w-[70ch] text-sm text-muted">
      What is erased is also written down outside the database, without any memory text, so that a restored
      backup is noticed and does not undo it. Lethe keeps it for {settings.months} months in the file{" "}
      <span className="font-mono text-xs break-all text-text">{settings.file}</span>
      {settings.url !== null && <> and sends it to {new URL(settings.url).host}</>}.
    </p>
    {settings.isFileBesideLethe && settings.url === null && (
      <div className="max-w-[80ch]">
        <Notice look="warning">
          The journal is in Lethe’s own data folder. A backup of that whole folder takes the journal back with
          the database, and nothing is noticed. Set LETHE_JOURNAL_FILE to another disk, or LETHE_JOURNAL_URL
          to a receiver elsewhere.
        </Notice>
      </div>
    )}
    <Finding journal={journal} />
    <dl className="grid gap-x-6 gap-y-1 text-sm sm:grid-cols-[9rem_minmax(0,1fr)]">
      <Fact label="Not written yet">
        {journal.pendingCount === 0 ? (
          "Nothing: every erasure is in the journal"
        ) : (
          <span className="text-warning">
            {journal.pendingCount.toLocaleString("en")} {journal.pendingCount === 1 ? "batch" : "batches"} of
            erased memories
          </span>
        )}
      </Fact>
      <Fact label="File">
        <Place place={journal.file} />
      </Fact>
      {settings.url !== null && (
        <Fact label="URL">
          <Place place={journal.url} />
        </Fact>
      )}
      <Fact label="Compared">
        {journal.checkedAt === null ? (
          <span className="text-muted">Not yet</span>
        ) : (
          <Instant at={journal.checkedAt} />
        )}
      </Fact>
    </dl>
    {canReplay && (
      <JournalControls
        key={journal.checkedAt}
        state={journal.state}
        backCount={journal.facts?.backCount ?? 0}
        replayDeletionId={journal.replayDeletionId}
      />
    )}
    {journal.elsewhere.length > 0 && <Elsewhere scans={journal.elsewhere} canReplay={canReplay} />}
  </section>
);

const Finding = ({ journal: { state, facts } }: { journal: ShownJournal }) => {
  if (facts === null) return null;
  const unusable = unusableWords(facts);
  switch (state) {
    case "sound": {
      const sentences = [...keptWords(facts), ...unusable];
      return sentences.length === 0 ? null : <Sentences sentences={sentences} />;
    }
    case "foreign":
      return <Sentences sentences={[foreignWords, ...unusable]} />;
    case "restored":
    case "replaying":
      return (
        <Sentences
          title={
            state === "replaying"
              ? "What was erased is being erased again"
              : "This database was restored from an older backup"
          }
          sentences={[...restoredWords(facts), ...unusable]}
        />
      );
  }
};

const Sentences = ({ title, sentences }: { title?: string; sentences: string[] }) => (
  <div className="max-w-[80ch]">
    <Notice look="warning">
      {title !== undefined && <p className="font-medium">{title}</p>}
      {sentences.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </Notice>
  </div>
);

const Fact = ({ label, children }: { label: string; children: ReactNode }) => (
  <>
    <dt className="text-muted">{label}</dt>
    <dd className="min-w-0 break-words">{children}</dd>
  </>
);

const Place = ({ place: { triedAt, errorCode } }: { place: JournalPlace }) => {
  if (triedAt === null) return <span className="text-muted">Nothing written yet</span>;
  return (
    <span className="flex flex-wrap items-center gap-2">
      {errorCode === null ? (
        <Badge look="success">
          <CircleCheck size={12} aria-hidden className="shrink-0" />
          Written
        </Badge>
      ) : (
        <Badge look="warning">
          <CircleAlert size={12} aria-hidden className="shrink-0" />
          {anchorProblemWords(errorCode)}
        </Badge>
      )}
      <Instant at={triedAt} />
    </span>
  );
};
