import { ViewState } from "@/components/ui/view-state";
import type { ListedWebhook } from "@/lib/webhooks/types";
import { WebhooksTable } from "./webhooks-table";

/** All webhooks, and what their messages are like. */
export const WebhooksView = ({ webhooks }: { webhooks: ListedWebhook[] }) => (
  <div className="grid grid-cols-1 gap-6 py-4">
    <section aria-labelledby="webhooks" className="grid grid-cols-1 gap-3">
      <div className="grid gap-1 px-4">
        <h2 id="webhooks" className="text-base font-semibold">
          Webhooks
        </h2>
        <p className="max-w-[70ch] text-sm text-muted">
          Addresses that are notified when memories in the built-in store are deleted, added or updated, and
          when tickets change or come due. Messages about added or updated memories include the text, which is
          then a copy out of Lethe’s reach; messages about deleted memories include only the ID, and messages
          about tickets never say whom they are about.
        </p>
      </div>
      {webhooks.length === 0 ? (
        <ViewState title="No webhooks yet">
          Add one for each service that keeps copies of memories, so that it knows what to delete too.
        </ViewState>
      ) : (
        <WebhooksTable webhooks={webhooks} />
      )}
    </section>
    <Messages />
  </div>
);

const example = `{"event_details": {"id": "MEMORY_ID", "data": {"memory": null}, "event": "DELETE"}}

{"type": "ticket.updated", "timestamp": "2026-12-01T09:30:00.000Z", "data": {
  "reference": "GDPR-1042", "change": "created", "state": "open", "outcome": null, "law": "gdpr",
  "received_on": "2026-12-01", "acknowledge_due_on": null, "due_on": "2027-01-01", "days_left": 31,
  "version": 1}}`;

const Messages = () => (
  <section aria-labelledby="messages" className="grid w-full max-w-3xl min-w-0 gap-3 px-4">
    <h2 id="messages" className="text-base font-semibold">
      Messages
    </h2>
    <p className="max-w-[70ch] text-sm text-muted">
      One POST per memory, in Mem0’s format, or per change of a ticket. Deletions are sent when they have
      ended. Any response from 200 to 299 counts as delivered; otherwise the message is sent again for a day,
      at increasing intervals. It can therefore arrive twice, with the same{" "}
      <code className="font-mono text-xs text-text">webhook-id</code>.
    </p>
    <pre
      aria-label="Examples of messages"
      tabIndex={0}
      className="overflow-x-auto rounded-md border bg-surface p-3 font-mono text-xs leading-5"
    >
      {example}
    </pre>
    <p className="max-w-[70ch] text-sm text-muted">
      Messages are signed as{" "}
      <a href="https://www.standardwebhooks.com" rel="noreferrer" className="text-accent underline">
        Standard Webhooks
      </a>{" "}
      describes, in the headers <code className="font-mono text-xs text-text">webhook-id</code>,{" "}
      <code className="font-mono text-xs text-text">webhook-timestamp</code> and{" "}
      <code className="font-mono text-xs text-text">webhook-signature</code>, with the secret of their
      webhook.
    </p>
  </section>
);
