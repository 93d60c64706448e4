import { CopyButton } from "@/components/ui/copy-button";

const example = `{"memory": "Prefers to be called Sam.", "user_id": "sam-17"}
{"memory": "Moved to Lisbon in March.", "user_id": "sam-17", "agent_id": "travel"}`;
const keys =
  "id, user_id, agent_id, app_id, run_id, metadata, categories, immutable, expiration_date, created_at and updated_at";
const command = "npm run import -- FILE";

/** What a file looks like, and the way without a browser. */
export const ImportHelp = () => (
  <>
    <section className="grid min-w-0 gap-2">
      <h2 className="text-base font-medium">What the file can contain</h2>
      <p className="max-w-[70ch] text-sm text-muted">
        One JSON object per line, a JSON array, or CSV with these names in its first row. Answers from Mem0
        and its clients can be imported unchanged, even several pages in one file; so can OpenMemory backups,
        Qdrant points, LangMem items and Letta passages. Only{" "}
        <code className="font-mono text-xs">memory</code> is required. Also imported: {keys}. A memory without
        an ID gets one made from its content, so the same content always gets the same ID.
      </p>
      <div className="relative min-w-0">
        <pre
          aria-label="Example of a file"
          tabIndex={0}
          className="overflow-x-auto rounded-md border bg-surface py-3 pr-12 pl-3 font-mono text-xs leading-5"
        >
          {example}
        </pre>
        <div className="absolute top-1.5 right-1.5 rounded-md bg-surface">
          <CopyButton text={example} label="Copy the example" />
        </div>
      </div>
    </section>
    <section className="grid gap-2">
      <h2 className="text-base font-medium">From the command line</h2>
      <div className="flex items-center gap-2 rounded-md border bg-surface py-1 pr-1.5 pl-3">
        <code className="min-w-0 flex-1 overflow-x-auto font-mono text-xs whitespace-nowrap">{command}</code>
        <CopyButton text={command} label="Copy the command" />
      </div>
      <p className="max-w-[70ch] text-sm text-muted">
        Run this on the machine that Lethe runs on, in Lethe’s folder. With --preview it shows what is in the
        file without adding anything.
      </p>
    </section>
  </>
);
