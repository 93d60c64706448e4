import Link from "next/link";
import { useStore } from "@/components/stores/store-provider";
import { buttonClasses } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { NearMemories as Near } from "@/lib/deletions/types";
import { memoryCountWords } from "@/lib/memories/count-words";
import { memorySearchString } from "@/lib/memories/query-options";
import { searchDefaults } from "@/lib/memories/search";
import { withStore } from "@/lib/stores/store-param";
import { MemoryLine } from "./memory-line";

/** What is not matched, and may be about the same person: facts that an agent noted in the same runs, without a user. */
export const NearMemories = ({ near }: { near: Near }) => {
  switch (near.kind) {
    case "not_asked":
      return null;
    case "unknown":
      return (
        <Notice look="warning">
          Whether the same runs hold memories without a user could not be told: it took too long, or there are
          too many runs. Facts about a person can be among them: look on the memories page before you take
          everything for gone.
        </Notice>
      );
    case "counted":
      return near.count === 0 ? null : <Counted near={near} />;
  }
};

const Counted = ({ near }: { near: Extract<Near, { kind: "counted" }> }) => {
  const store = useStore();
  const { count, runCount, filter, sample } = near;
  const runs = runCount === 1 ? "run" : `${runCount.toLocaleString("en")} runs`;
  return (
    <section aria-label="Near, but not matched">
      <h3 className="mb-1 text-sm font-semibold">Near, but not matched</h3>
      <p className="max-w-[70ch] text-sm">
        {memoryCountWords(count)} of the same {runs} {count === 1 ? "has" : "have"} no user, and{" "}
        {count === 1 ? "stays" : "stay"}. What an agent said about a person can be among them.
      </p>
      <ul className="mt-2 divide-y rounded-md border bg-surface">
        {sample.map((memory) => (
          <MemoryLine key={memory.id} memory={memory} />
        ))}
      </ul>
      {filter !== null && (
        <Link
          href={withStore(`/memories${memorySearchString({ ...searchDefaults, filter })}`, store.id)}
          className={`mt-2 ${buttonClasses("plain", "small")}`}
        >
          Look at {count === 1 ? "it" : "them"} in the memories
        </Link>
      )}
    </section>
  );
};
