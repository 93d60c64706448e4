import { VisibleText } from "@/components/ui/visible-text";
import { PlainTable } from "@/components/ui/plain-table";
import type { FilePreview } from "@/lib/imports/preview-file";
import type { ImportedMemory } from "@/lib/imports/schema";
import { instantWords } from "@/lib/filters/instant-text";
import { clipText } from "@/lib/text/clip-text";

const lettersShownMax = 240;

const columns: readonly { label: string; text: (memory: ImportedMemory) => string }[] = [
  { label: "User", text: ({ userId }) => userId ?? "" },
  { label: "Agent", text: ({ agentId }) => agentId ?? "" },
  { label: "App", text: ({ appId }) => appId ?? "" },
  { label: "Run", text: ({ runId }) => runId ?? "" },
  { label: "Categories", text: ({ categories }) => categories.join(", ") },
  { label: "Metadata", text: ({ metadata }) => Object.keys(metadata).join(", ") },
  { label: "Created", text: ({ createdAt }) => (createdAt === null ? "" : instantWords(createdAt)) },
  { label: "Expires", text: ({ expirationDate }) => expirationDate ?? "" },
  { label: "Immutable", text: ({ immutable }) => (immutable ? "Yes" : "") },
];

/** The first memories of a file as they would be stored; columns in which none of them has anything are left away. */
export const PreviewRows = ({ preview }: { preview: FilePreview }) => {
  const { memories, isWhole } = preview;
  const shown = columns.filter(({ text }) => memories.some((memory) => text(memory) !== ""));
  if (memories.length === 0)
    return (
      <p className="text-sm text-muted">The start of the file contains no memories that could be stored.</p>
    );
  return (
    <section aria-labelledby="first-memories" className="grid min-w-0 gap-2">
      <h2 id="first-memories" className="text-base font-medium">
        {isWhole ? "What would be stored" : `The first ${memories.length}, as they would be stored`}
      </h2>
      <PlainTable
        label="Memories as they would be stored"
        titles={["Memory", ...shown.map(({ label }) => label)]}
      >
        {memories.map((memory, index) => (
          <tr key={index} className="border-t align-top">
            <td dir="auto" className="min-w-60 px-4 py-1.5 wrap-anywhere whitespace-pre-line">
              <VisibleText text={clipText(memory.memory, lettersShownMax)} />
            </td>
            {shown.map(({ label, text }) => (
              <td key={label} dir="auto" className="max-w-60 min-w-36 px-4 py-1.5 wrap-anywhere">
                {text(memory) === "" ? (
                  <span className="text-muted">–</span>
                ) : (
                  <VisibleText text={text(memory)} />
                )}
              </td>
            ))}
          </tr>
        ))}
      </PlainTable>
    </section>
  );
};
