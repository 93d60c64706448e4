import Link from "next/link";
import { useStore } from "@/components/stores/store-provider";
import { buttonClasses } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { NearMemories as Near } from "@/lib/stores/preview";
import { memoryCountWords } from "@/lib/memories/count-words";
import { memorySearchString } from "@/lib/browse/memory-queries";
import { searchDefaults } from "@/lib/browse/memory-search";
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
          Lethe could not check whether the same runs have memories without a user: it took too long, or there
          are too many runs. Such memories can contain facts about a person, so look on the Memories page
          before you assume that everything is gone.
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
    <section aria-label="Related, but not matched">
      <h3 className="mb-1 text-sm font-semibold">Related, but not matched</h3>
      <p className="max-w-[70ch] text-sm">
        {memoryCountWords(count)} of the same {runs} {count === 1 ? "has" : "have"} no user, and{" "}
        {count === 1 ? "stays" : "stay"}. They can include what an agent said about a person.
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
          View {count === 1 ? "it" : "them"} on the Memories page
        </Link>
      )}
    </section>
  );
};
