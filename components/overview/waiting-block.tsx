"use client";

import { useQueries, useQuery } from "@tanstack/react-query";
import {
  CircleAlert,
  CircleCheck,
  Database,
  Ticket,
  Timer,
  Trash2,
  UserRoundCheck,
  type LucideIcon,
} from "lucide-react";
import Link from "next/link";
import { useAllowedPages } from "@/components/layout/allowed-pages";
import { useCurrentStore } from "@/components/layout/current-store";
import { approvalsHref, ticketsHref } from "@/components/layout/navigation";
import { useWaiting } from "@/components/layout/waiting";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { outcomeCountOf, recentDeletionsQuery } from "@/lib/deletions/recent-deletions";
import { memoryCountWords } from "@/lib/memories/count-words";
import { comingRunsQuery } from "@/lib/retention/query-options";
import { storeHealthQuery } from "@/lib/stores/health";
import type { StoreChoice } from "@/lib/stores/shown-store";
import { withStore } from "@/lib/stores/store-param";
import { withNamedInvisible } from "@/lib/text/invisible-characters";
import { ticketCountQuery, ticketSearchString } from "@/lib/tickets/query-options";
import { historyHref } from "./history-href";
import { dueSearch, overdueSearch } from "./ticket-searches";

type Item = { key: string; href: string; Icon: LucideIcon; words: string };

/** What needs somebody's hand, each with the way to it; nothing that only could be looked at. */
export const WaitingBlock = ({ canManageRules }: { canManageRules: boolean }) => {
  const hrefs = useAllowedPages();
  const { toDecide } = useWaiting();
  const due = useQuery({ ...ticketCountQuery(dueSearch), enabled: hrefs.includes(ticketsHref) });
  const overdue = useQuery({ ...ticketCountQuery(overdueSearch), enabled: hrefs.includes(ticketsHref) });
  const recent = useQuery({ ...recentDeletionsQuery, enabled: hrefs.includes("/history") });
  const coming = useQuery({ ...comingRunsQuery, enabled: canManageRules });
  const away = useStoresAway(hrefs.includes("/memories"));
  const items: Item[] = [
    ...many(overdue.data, "ticket is overdue", "tickets are overdue", (words) => ({
      key: "overdue",
      href: `${ticketsHref}${ticketSearchString(overdueSearch)}`,
      Icon: Ticket,
      words,
    })),
    // The overdue ones are among them.
    ...many(due.data, "ticket to answer within 7 days", "tickets to answer within 7 days", (words) => ({
      key: "due",
      href: `${ticketsHref}${ticketSearchString(dueSearch)}`,
      Icon: Ticket,
      words: overdue.data === undefined || overdue.data === 0 ? words : `${words}, overdue ones included`,
    })),
    ...many(toDecide, "request to approve", "requests to approve", (words) => ({
      key: "approvals",
      href: approvalsHref,
      Icon: UserRoundCheck,
      words,
    })),
    ...(recent.data === undefined
      ? []
      : (
          [
            ["partly", "deletion ended partly", "deletions ended partly"],
            [
              "returned",
              "deletion whose memories are stored again",
              "deletions whose memories are stored again",
            ],
            ["copies", "deletion left copies", "deletions left copies"],
          ] as const
        ).flatMap(([outcome, one, several]) =>
          many(outcomeCountOf(recent.data, outcome), one, several, (words) => ({
            key: outcome,
            href: historyHref({ outcome, fromOn: recent.data.fromOn }),
            Icon: Trash2,
            words,
          })),
        )),
    ...(coming.data?.waiting ?? []).map(({ runId, ruleId, name, dueCount }) => ({
      key: `run ${runId}`,
      href: `/settings/retention/${ruleId}`,
      Icon: Timer,
      words: `${withNamedInvisible(name)} would take ${memoryCountWords(dueCount)}`,
    })),
    ...awayItems(away, hrefs),
  ];
  const asked = [due, overdue, recent, coming];
  const isReading = asked.some(({ isLoading }) => isLoading);
  const failed = asked.filter(({ isError, data }) => isError && data === undefined);
  return (
    <section
      aria-labelledby="waiting"
      aria-busy={isReading}
      className="flex min-h-14 flex-wrap items-center gap-2 border-b px-4 py-3"
    >
      <h2 id="waiting" className="mr-2 text-base font-semibold">
        Waiting for you
      </h2>
      {items.length > 0 && (
        <ul className="contents">
          {items.map(({ key, href, Icon, words }) => (
            <li key={key} className="min-w-0">
              <Link
                href={href}
                className="flex min-h-8 items-center gap-2 rounded-md border border-warning/40 bg-warning-soft px-3 py-1 text-sm font-medium hover:border-warning"
              >
                <Icon size={14} aria-hidden className="shrink-0 text-warning" />
                <bdi className="min-w-0 truncate">{words}</bdi>
              </Link>
            </li>
          ))}
        </ul>
      )}
      {isReading && <Skeleton className="w-40" />}
      {failed.length > 0 && (
        <p role="alert" className="flex items-center gap-2 text-sm">
          <CircleAlert size={14} aria-hidden className="shrink-0 text-warning" />
          Not all of it could be read.
          <Button size="small" onClick={() => failed.forEach((query) => void query.refetch())}>
            Try again
          </Button>
        </p>
      )}
      {items.length === 0 && !isReading && failed.length === 0 && (
        <p className="flex items-center gap-2 text-sm text-muted">
          <CircleCheck size={14} aria-hidden className="shrink-0" />
          Nothing waits.
        </p>
      )}
    </section>
  );
};

const many = (
  count: number | undefined,
  one: string,
  several: string,
  itemOf: (words: string) => Item,
): Item[] =>
  count === undefined || count === 0
    ? []
    : [itemOf(`${count.toLocaleString("en")} ${count === 1 ? one : several}`)];

/** One item for all of them: each is told late, and several would each move what is below. */
const awayItems = (away: StoreChoice[], hrefs: readonly string[]): Item[] => {
  const [first] = away;
  if (first === undefined) return [];
  return [
    {
      key: "stores",
      href: hrefs.includes("/settings/stores") ? "/settings/stores" : withStore("/memories", first.id),
      Icon: Database,
      words: away.length === 1 ? `${first.name} does not answer` : `${away.length} stores do not answer`,
    },
  ];
};

/** The stores that do not answer. That one has not been asked yet is no reason to wait for it. */
const useStoresAway = (isEnabled: boolean) => {
  const { stores } = useCurrentStore();
  const health = useQueries({
    queries: stores.map(({ id }) => ({ ...storeHealthQuery(id), enabled: isEnabled })),
  });
  return stores.filter((_, index) => health[index]?.data?.isWell === false);
};
