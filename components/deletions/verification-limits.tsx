import Link from "next/link";
import type { ReactNode } from "react";
import type { CoveringClean } from "@/lib/cleaning/types";
import { builtinStoreId, type StoreId } from "@/lib/stores/store-ids";

/**
 * What "verified absent" does not say: places where the bytes of a deleted text can outlive its memory, and that are not
 * looked at. What stays in a database's files is measured in no-traces-on-disk.test.ts. `clean`: of the files, after the deletion.
 */
export const VerificationLimits = ({
  storeId,
  clean = null,
}: {
  storeId: StoreId;
  clean?: CoveringClean | null;
}) => {
  const places = storeId === builtinStoreId ? placesOfBuiltin(clean) : placesElsewhere;
  return (
    <details className="max-w-[70ch] text-sm">
      <summary className="cursor-pointer text-muted">
        Not covered: {places.map(({ place }) => place).join("; ")}.
      </summary>
      <dl className="grid gap-2 px-4 pt-2">
        {places.map(({ place, why }) => (
          <div key={place}>
            <dt className="first-letter:uppercase">{place}</dt>
            <dd className="text-muted">{why}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
};

type Place = { place: string; why: ReactNode };

const applications: Place = {
  place: "applications and model providers",
  why: "What they keep of the conversations the memories were made from.",
};

const diskPage = (
  <Link href="/settings/disk" className="underline underline-offset-2">
    Settings, Disk
  </Link>
);

const freeSpace: Place = {
  place: "free space in the database’s files",
  why: (
    <>
      Postgres frees the space of a deleted text without overwriting it: the text can no longer be queried,
      and its bytes are overwritten when later memories use the space. The same applies to the sample values
      that Postgres keeps for its query planner, which Lethe refreshes within a minute of a deletion. An admin
      can have the files rewritten at any time, without interrupting anyone: {diskPage}.
    </>
  ),
};

const samples: Place = {
  place: "samples of values in the query planner’s statistics",
  why: "Postgres keeps sample values of each column. Lethe refreshes them within a minute of a deletion; the bytes of old ones can stay in the files until their space is used again. The last clean could not rewrite these tables.",
};

const writeAheadLog: Place = {
  place: "the database’s write-ahead log",
  why: (
    <>
      It contains every text that was stored until Postgres recycles the segment, which happens after some
      more writes. With the embedded database, a clean of the files removes it: {diskPage}.
    </>
  ),
};

const temporaryFiles: Place = {
  place: "temporary files of the database’s statements",
  why: "A large sort, an import or an export can put texts in them. Postgres removes them when the statement ends; the bytes stay on the disk until it uses that space again. On several nodes (Citus) the workers have such files too (pgsql_job_cache), and parts that were moved to another node leave theirs for some seconds.",
};

const backups: Place = {
  place: "the database’s backups and replicas",
  why: "They still contain everything they contained when they were made.",
};

const placesOfBuiltin = (clean: CoveringClean | null): readonly Place[] => [
  ...(clean === null ? [freeSpace] : clean.coverage.statistics === "rewritten" ? [] : [samples]),
  ...(clean?.coverage.log === "removed" ? [] : [writeAheadLog]),
  temporaryFiles,
  backups,
  applications,
];

const placesElsewhere: readonly Place[] = [
  {
    place: "the store’s own disks, logs and backups",
    why: "The people who run the store can say how long a deleted text stays there. Lethe can only ask the store.",
  },
  {
    place: "exports, feedback and pattern memories, if it is Mem0’s Platform",
    why: "Mem0 has no call to list or delete exports and feedback texts. Pattern memories that it derived from others are memories of the same user: they are deleted where all memories of the user were, and stay where only some were. Profiles are looked at where the deletion names its users, and listed under “Remaining copies”.",
  },
  applications,
];
