"use client";

import { useQuery } from "@tanstack/react-query";
import { durationWords } from "@/components/deletions/duration-words";
import { fileSize } from "@/components/imports/file-size";
import { Notice } from "@/components/ui/notice";
import { cleaningQuery } from "@/lib/cleaning/query-options";
import type { Cleaning } from "@/lib/cleaning/types";
import { shownError } from "@/lib/http/shown-error";
import { CleanControls } from "./clean-controls";
import { CleansTable } from "./cleans-table";

/** The database's files: what is left in them of deleted memories, the clean that removes it, and the cleans there were. */
export const CleaningView = () => {
  const { data, error } = useQuery(cleaningQuery);
  return (
    <div className="grid grid-cols-1 gap-6 py-4">
      <section aria-labelledby="clean" className="grid max-w-2xl gap-4 px-4">
        <div className="grid gap-2">
          <h2 id="clean" className="text-base font-semibold">
            Clean the database files
          </h2>
          <p className="text-sm text-muted">
            PostgreSQL frees the space of a deleted memory without overwriting it, so its text can stay in the
            files for a while. A clean copies the remaining memories to new files and removes the old ones.
            Reading, writing and deleting go on in the meantime.
          </p>
        </div>
        {error !== null && (
          <Notice look="warning" role="alert">
            {data === undefined ? "The state could not be read. " : "This is no longer up to date. "}
            {shownError(error).message}
          </Notice>
        )}
        {data !== undefined && (
          <>
            <CleanControls cleaning={data} />
            <CleanFacts cleaning={data} />
          </>
        )}
      </section>
      {data !== undefined && data.cleans.length > 0 && (
        <section aria-labelledby="cleans" className="grid grid-cols-1 gap-3">
          <h2 id="cleans" className="px-4 text-base font-semibold">
            Recent cleans
          </h2>
          <CleansTable cleans={data.cleans} />
        </section>
      )}
    </div>
  );
};

const CleanFacts = ({ cleaning }: { cleaning: Cleaning }) => {
  const { totalBytes, neededBytes, freeBytes, estimatedSeconds, isEmbedded, everyHours } = cleaning;
  return (
    <dl className="grid gap-x-4 gap-y-1.5 text-sm sm:grid-cols-[9rem_1fr]">
      <Fact title="Size now">{fileSize(totalBytes)} of memories, earlier versions and indexes</Fact>
      <Fact title="Takes about">
        {estimatedSeconds < 10 ? "a few seconds" : durationWords(estimatedSeconds * 1_000)}, longer when the
        server is busy
      </Fact>
      <Fact title="Disk space needed">
        {fileSize(neededBytes)} while it runs
        {freeBytes === null
          ? ". Lethe cannot see how much is free on the database’s disk."
          : `, ${fileSize(freeBytes)} free`}
      </Fact>
      <Fact title="Schedule">
        {everyHours === 0
          ? "None. Set LETHE_CLEAN_HOURS to clean automatically after deletions."
          : `After deletions, at most once every ${everyHours === 1 ? "hour" : `${everyHours} hours`}`}
      </Fact>
      <Fact title="Covers">
        {isEmbedded
          ? "Tables, indexes, the query planner’s statistics and the write-ahead log"
          : "Tables, indexes and the query planner’s statistics, where Lethe’s role may rewrite them"}
      </Fact>
      <Fact title="Does not cover">
        {isEmbedded
          ? "Backups, and unused blocks of the disk itself"
          : "The write-ahead log, its archives, replicas, backups, and unused blocks of the disk itself"}
      </Fact>
    </dl>
  );
};

const Fact = ({ title, children }: { title: string; children: React.ReactNode }) => (
  <>
    <dt className="text-muted">{title}</dt>
    <dd className="mb-1.5 sm:mb-0">{children}</dd>
  </>
);
