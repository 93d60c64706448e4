"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import type { ReactNode } from "react";
import { shownError } from "@/lib/http/shown-error";
import { scheduleLabel } from "@/lib/retention/plain-schedule";
import { ruleQuery } from "@/lib/retention/query-options";
import { takesWords, waitWords } from "./rule-words";

type FactComponent = (props: { label: string; children: ReactNode }) => ReactNode;

/** What a rule takes and where, for who approves it: as it is now, which is what the approval is for unless it was changed since. */
export const RuleFacts = ({
  ruleId,
  version,
  Fact,
}: {
  ruleId: string;
  /** That was asked for; null for one run. */
  version: number | null;
  Fact: FactComponent;
}) => {
  const { data: rule, error } = useQuery(ruleQuery(ruleId));
  const isOther = rule !== undefined && version !== null && rule.current.version !== version;
  return (
    <>
      <Fact label="Rule">
        <Link href={`/settings/retention/${ruleId}`} className="underline underline-offset-2">
          {version === null ? "See what waits" : "See what it would take"}
        </Link>
        {error !== null && <span className="block text-warning">{shownError(error).message}</span>}
        {isOther && (
          <span className="block text-warning">
            The rule was changed since: what it takes now is not what this was about.
          </span>
        )}
      </Fact>
      {rule !== undefined && !isOther && (
        <>
          <Fact label="Store">
            <bdi>{rule.storeName}</bdi>
          </Fact>
          <Fact label="Takes">
            <span dir="auto" className="wrap-anywhere">
              {takesWords(rule.current)}
            </span>
            {rule.current.isFilterHidden && (
              <span className="block text-muted">Your role does not show texts and IDs of filters.</span>
            )}
          </Fact>
          <Fact label="Runs">{scheduleLabel(rule.current)}</Fact>
          <Fact label="Found ones">{waitWords(rule.current.waitDays)}</Fact>
        </>
      )}
    </>
  );
};
