import Link from "next/link";
import type { ReactNode } from "react";
import { useStore } from "@/components/stores/store-provider";
import { CopyButton } from "@/components/ui/copy-button";
import { StoreInstant } from "@/components/stores/store-instant";
import { importWords, importFilter } from "@/lib/filters/import-words";
import type { FeedbackVerdict, Memory } from "@/lib/memories/types";
import { providesField } from "@/lib/stores/provided-fields";
import { VisibleText } from "@/components/ui/visible-text";

/** Every field of a memory but its text, whole. */
export const MemoryFields = ({
  memory,
  onOpen,
}: {
  memory: Memory;
  onOpen: (id: NonNullable<Memory["supersededBy"]>) => void;
}) => {
  const { supersededBy } = memory;
  const store = useStore();
  return (
    <dl className="grid grid-cols-[6.5rem_minmax(0,1fr)] gap-x-3 gap-y-1.5 text-sm">
      <Field label="Memory ID">
        <Id text={memory.id} copyLabel="Copy memory ID" />
      </Field>
      <Field label="User">
        <Entity id={memory.userId} noun="user" />
      </Field>
      <Field label="Agent">
        <Entity id={memory.agentId} noun="agent" />
      </Field>
      <Field label="App">
        {providesField(store, "app_id") ? <Entity id={memory.appId} noun="app" /> : <NotTold />}
      </Field>
      <Field label="Run">
        <Entity id={memory.runId} noun="run" />
      </Field>
      <Field label="Categories">
        {!providesField(store, "categories") ? (
          <NotTold />
        ) : memory.categories.length === 0 ? (
          <None />
        ) : (
          <span className="flex flex-wrap gap-1">
            {memory.categories.map((category) => (
              <span
                key={category}
                dir="auto"
                className="max-w-full rounded-sm border px-1 text-xs leading-[18px] break-words"
              >
                {category}
              </span>
            ))}
          </span>
        )}
      </Field>
      <Field label="Created">
        <StoreInstant at={memory.createdAt} isExact />
      </Field>
      <Field label="Updated">
        <StoreInstant at={memory.updatedAt} isExact />
      </Field>
      <Field label="Expires">{memory.expirationDate ?? <None />}</Field>
      <Field label="Immutable">
        {!providesField(store, "immutable") ? (
          <NotTold />
        ) : memory.immutable ? (
          "Yes. It cannot be changed, but it can be deleted."
        ) : (
          "No"
        )}
      </Field>
      <Field label="Superseded">
        {!providesField(store, "superseded") ? (
          <NotTold />
        ) : supersededBy === null ? (
          "No"
        ) : (
          <>
            Replaced by{" "}
            <button
              type="button"
              onClick={() => onOpen(supersededBy)}
              className="font-mono text-xs break-all text-accent hover:underline"
            >
              {supersededBy}
            </button>
          </>
        )}
      </Field>
      {(memory.feedback !== null || memory.feedbackReason !== null) && (
        <Field label="Feedback">
          {memory.feedback !== null && <p>{feedbackWords[memory.feedback]}</p>}
          {memory.feedbackReason !== null && (
            <p dir="auto" className="break-words whitespace-pre-wrap">
              <VisibleText text={memory.feedbackReason} />
            </p>
          )}
        </Field>
      )}
      {memory.importId !== null && (
        <Field label="Import">
          <Link
            href={`/memories?filter=${encodeURIComponent(JSON.stringify(importFilter(memory.importId)))}`}
            className="text-accent hover:underline"
          >
            {importWords(memory.importId)}
          </Link>
        </Field>
      )}
      {memory.isSample && <Field label="Sample">Yes. It came with Lethe for trying things out.</Field>}
    </dl>
  );
};

const feedbackWords: Record<FeedbackVerdict, string> = {
  POSITIVE: "Positive",
  NEGATIVE: "Negative",
  VERY_NEGATIVE: "Very negative",
};

const Field = ({ label, children }: { label: string; children: ReactNode }) => (
  <>
    <dt className="text-muted">{label}</dt>
    <dd className="min-w-0">{children}</dd>
  </>
);

/** Not the same as none. */
const NotTold = () => <span className="text-muted">Not provided by this store</span>;

const None = () => <span className="text-muted">None</span>;

const Entity = ({ id, noun }: { id: string | null; noun: string }) =>
  id === null ? <None /> : <Id text={id} copyLabel={`Copy ${noun} ID`} />;

const Id = ({ text, copyLabel }: { text: string; copyLabel: string }) => (
  <span className="flex items-start gap-1">
    <span dir="auto" className="min-w-0 flex-1 font-mono text-xs leading-5 break-all whitespace-pre-wrap">
      <VisibleText text={text} />
    </span>
    <span className="-my-1">
      <CopyButton text={text} label={copyLabel} />
    </span>
  </span>
);
