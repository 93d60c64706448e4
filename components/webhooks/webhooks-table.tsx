import { Ban, CircleCheck, TriangleAlert } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { Instant } from "@/components/ui/instant";
import { ActionsCell, cellClasses, NameCell, PlainTable, rowClasses } from "@/components/ui/plain-table";
import type { ListedWebhook } from "@/lib/webhooks/types";
import { WebhookActions } from "./webhook-actions";
import { eventsWords, outcomeWords } from "./webhook-words";

const titles = ["Name", "State", "Address", "Notified of", "Last message", "Not delivered"];

export const WebhooksTable = ({ webhooks }: { webhooks: ListedWebhook[] }) => (
  <PlainTable label="Webhooks" titles={titles} hasActions>
    {webhooks.map((webhook) => (
      <WebhookRow key={webhook.id} webhook={webhook} />
    ))}
  </PlainTable>
);

const WebhookRow = ({ webhook }: { webhook: ListedWebhook }) => {
  const { name, url, eventTypes, isActive } = webhook;
  return (
    <tr className={rowClasses}>
      <NameCell name={name} />
      <td className={cellClasses}>
        {isActive ? (
          <Badge look="success">
            <CircleCheck size={12} aria-hidden className="shrink-0" />
            Enabled
          </Badge>
        ) : (
          <Badge>
            <Ban size={12} aria-hidden className="shrink-0" />
            Disabled
          </Badge>
        )}
      </td>
      <td className={`${cellClasses} font-mono text-xs`}>
        <span className="block max-w-60 truncate" title={url}>
          {url}
        </span>
      </td>
      <td className={cellClasses}>{eventsWords(eventTypes)}</td>
      <td className={cellClasses}>
        <LastMessage webhook={webhook} />
      </td>
      <td className={cellClasses}>
        <Undelivered webhook={webhook} />
      </td>
      <ActionsCell>
        <WebhookActions webhook={webhook} />
      </ActionsCell>
    </tr>
  );
};

const LastMessage = ({ webhook: { lastDelivery } }: { webhook: ListedWebhook }) => {
  if (lastDelivery === null) return <span className="text-muted">None yet</span>;
  const { isGood, words, note } = outcomeWords(lastDelivery.outcome);
  const Icon = isGood ? CircleCheck : TriangleAlert;
  return (
    <span className="inline-flex items-center gap-2" title={note}>
      <Badge look={isGood ? "success" : "warning"}>
        <Icon size={12} aria-hidden className="shrink-0" />
        {words}
      </Badge>
      <Instant at={lastDelivery.at} />
    </span>
  );
};

const Undelivered = ({ webhook: { waitingCount, givenUpCount } }: { webhook: ListedWebhook }) => {
  const parts = [
    ...(waitingCount > 0 ? [`${waitingCount.toLocaleString("en")} waiting`] : []),
    ...(givenUpCount > 0 ? [`${givenUpCount.toLocaleString("en")} given up`] : []),
  ];
  if (parts.length === 0) return <span className="text-muted">None</span>;
  return (
    <span title="Memories that were added or updated, deletions as a whole, and tickets. Messages are retried for a day; those given up are counted for a month.">
      {parts.join(", ")}
    </span>
  );
};
