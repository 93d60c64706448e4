import { CopyButton } from "@/components/ui/copy-button";
import { builtinStoreId, type StoreId } from "@/lib/stores/store-ids";

/**
 * What "verified absent" does not say: places where the bytes of a deleted text can outlive its memory, and that are not
 * looked at. What stays in a database's files is measured in no-traces-on-disk.test.ts.
 */
export const VerificationLimits = ({ storeId }: { storeId: StoreId }) => (
  <details className="max-w-[70ch] text-sm">
    <summary className="cursor-pointer text-muted">
      Not covered:{" "}
      {placesOf(storeId)
        .map(({ place }) => place)
        .join("; ")}
      .
    </summary>
    <dl className="grid gap-2 px-4 pt-2">
      {placesOf(storeId).map(({ place, why, command }) => (
        <div key={place}>
          <dt className="first-letter:uppercase">{place}</dt>
          <dd className="text-muted">
            {why}
            {command !== undefined && (
              <span className="mt-1 flex items-start gap-1">
                <code className="min-w-0 flex-1 rounded-md border bg-canvas px-2 py-1 font-mono text-xs break-words">
                  {command}
                </code>
                <CopyButton text={command} label="Copy command" />
              </span>
            )}
          </dd>
        </div>
      ))}
    </dl>
  </details>
);

type Place = { place: string; why: string; command?: string };

const applications: Place = {
  place: "applications and model providers",
  why: "What they keep of the conversations the memories were made from.",
};

const placesOfBuiltin: readonly Place[] = [
  {
    place: "free space in the database’s files",
    why: "Postgres frees the space of a deleted text without overwriting it: the text can no longer be queried, and its bytes are overwritten when later memories use the space. The same applies to the sample values that Postgres keeps for its query planner (pg_statistic, pg_statistic_ext_data), which Lethe refreshes within a minute of a deletion. These two commands rewrite the files at once, and lock everyone out of the store while they run:",
    command:
      "VACUUM (FULL, ANALYZE) memories, memory_versions, deletions; VACUUM (FULL) pg_statistic, pg_statistic_ext_data;",
  },
  {
    place: "the database’s write-ahead log",
    why: "It contains every text that was stored until Postgres recycles the segment, which happens after some more writes.",
  },
  {
    place: "its backups and replicas",
    why: "They still contain everything they contained when they were made.",
  },
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

const placesOf = (storeId: StoreId): readonly Place[] =>
  storeId === builtinStoreId ? placesOfBuiltin : placesElsewhere;
