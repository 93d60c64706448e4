import { CopyButton } from "@/components/ui/copy-button";

const header = "Authorization: Token YOUR_KEY";
const exampleFor = (host: string) => `import { MemoryClient } from "mem0ai";

const memory = new MemoryClient({
  apiKey: process.env.LETHE_API_KEY,
  host: ${JSON.stringify(host)},
});
await memory.getAll({ filters: { user_id: "sam-17" } });`;

/** What an application needs besides its key. */
export const KeyUsage = ({ host }: { host: string }) => (
  <section aria-labelledby="key-usage" className="grid w-full max-w-3xl min-w-0 gap-3 px-4">
    <h2 id="key-usage" className="text-base font-semibold">
      Use a key
    </h2>
    <p className="max-w-[70ch] text-sm text-muted">
      Lethe’s built-in store has the same API as Mem0: give an application that uses Mem0 this host and a key,
      and it works unchanged.{" "}
      <a href="/api/docs" className="font-medium text-accent underline">
        What the API can do
      </a>{" "}
      is described in full.
    </p>
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] items-center gap-x-6 gap-y-1 text-sm">
      <Fact name="Host" text={host} />
      <Fact name="Header" text={header} />
    </dl>
    <div className="relative min-w-0">
      <pre
        aria-label="Example with Mem0’s JavaScript client"
        tabIndex={0}
        className="overflow-x-auto rounded-md border bg-surface py-3 pr-12 pl-3 font-mono text-xs leading-5"
      >
        {exampleFor(host)}
      </pre>
      <div className="absolute top-1.5 right-1.5 rounded-md bg-surface">
        <CopyButton text={exampleFor(host)} label="Copy the example" />
      </div>
    </div>
    <p className="max-w-[70ch] text-sm text-muted">
      Mem0’s clients send usage data to Mem0, IDs included, unless{" "}
      <code className="font-mono text-xs text-text">MEM0_TELEMETRY=false</code> is set before they load.
    </p>
    <p className="max-w-[70ch] text-sm text-muted">
      You can also create keys on the command line, in Lethe’s folder:{" "}
      <code className="font-mono text-xs text-text">npm run api-key -- create --name NAME --role ROLE</code>
    </p>
  </section>
);

const Fact = ({ name, text }: { name: string; text: string }) => (
  <>
    <dt className="text-muted">{name}</dt>
    <dd className="flex min-w-0 items-center gap-1">
      <code className="min-w-0 font-mono text-xs break-all">{text}</code>
      <CopyButton text={text} label={`Copy the ${name.toLowerCase()}`} />
    </dd>
  </>
);
