import Link from "next/link";
import { buttonClasses } from "@/components/ui/button";
import { Instant } from "@/components/ui/instant";
import { cellClasses, PlainTable, rowClasses } from "@/components/ui/plain-table";
import { ViewState } from "@/components/ui/view-state";
import { VisibleText } from "@/components/ui/visible-text";
import { scheduleLabel } from "@/lib/retention/plain-schedule";
import type { RetentionRule } from "@/lib/retention/types";
import type { StoreId } from "@/lib/stores/store-ids";
import { ImportRules } from "./import-rules";
import { RuleStatusBadge } from "./rule-status";

/** The rules by which stale memories go by themselves. */
export const RulesView = ({
  rules,
  canManage,
  stores,
}: {
  rules: readonly RetentionRule[];
  canManage: boolean;
  stores: readonly { id: StoreId; name: string }[];
}) => (
  <div className="grid grid-cols-[minmax(0,1fr)] gap-4 py-5">
    <div className="flex flex-wrap items-start justify-between gap-3 px-4">
      <div className="grid max-w-[70ch] gap-1">
        <h2 className="text-base font-semibold">Retention rules</h2>
        <p className="text-sm text-muted">
          A rule finds memories by a filter, lets them wait, and then deletes them as a person would:
          verified, in history and in the ledger. A draft only counts.
        </p>
      </div>
      {canManage && (
        <div className="flex gap-2">
          <ImportRules stores={stores} />
          <Link href="/settings/retention/new" className={buttonClasses("primary")}>
            New rule
          </Link>
        </div>
      )}
    </div>
    {rules.length === 0 ? (
      <ViewState title="No retention rules">
        {canManage
          ? "Nothing is deleted by itself. Make a rule here, or from the filter of a view of memories."
          : "Nothing is deleted by itself. An admin can make rules."}
      </ViewState>
    ) : (
      <PlainTable label="Retention rules" titles={["Rule", "Status", "Runs", "Next run", "Waiting", "Store"]}>
        {rules.map((rule) => (
          <tr key={rule.id} className={rowClasses}>
            <th scope="row" className={`${cellClasses} font-medium`}>
              <Link
                href={`/settings/retention/${rule.id}`}
                className="block max-w-72 truncate underline-offset-2 hover:underline"
              >
                <bdi>
                  <VisibleText text={rule.current.name} />
                </bdi>
              </Link>
            </th>
            <td className={cellClasses}>
              <RuleStatusBadge rule={rule} />
            </td>
            <td className={cellClasses}>{scheduleLabel(rule.current)}</td>
            <td className={cellClasses}>
              {rule.nextRunAt === null ? (
                <span className="text-muted">None</span>
              ) : (
                <Instant at={rule.nextRunAt} />
              )}
            </td>
            <td className={`${cellClasses} tabular-nums`}>{rule.waitingCount.toLocaleString("en")}</td>
            <td className={cellClasses}>
              <bdi>{rule.storeName}</bdi>
            </td>
          </tr>
        ))}
      </PlainTable>
    )}
  </div>
);
