import Link from "next/link";
import { ticketHref } from "@/components/tickets/ticket-href";
import { Instant } from "@/components/ui/instant";
import { ActionsCell, cellClasses, PlainTable, rowClasses } from "@/components/ui/plain-table";
import { VisibleText } from "@/components/ui/visible-text";
import type { Suppression } from "@/lib/suppression/types";
import { liftReasonWords, modeWords } from "@/lib/suppression/words";
import { LiftSuppression } from "./lift-suppression";
import { SuppressionBadge } from "./suppression-badge";

const titles = [
  "Ticket",
  "State",
  "New memories",
  "Names and IDs",
  "Refused",
  "Let in",
  "Last met",
  "Set up",
];

export const SuppressionsTable = ({ suppressions }: { suppressions: readonly Suppression[] }) => (
  <PlainTable label="Suppressions" titles={titles} hasActions>
    {suppressions.map((suppression) => (
      <tr key={suppression.id} className={rowClasses}>
        <th scope="row" className={`${cellClasses} font-medium`}>
          <Link href={ticketHref(suppression.ticketReference)} className="hover:underline">
            <bdi className="block max-w-64 truncate">
              <VisibleText text={suppression.ticketReference} />
            </bdi>
          </Link>
        </th>
        <td className={cellClasses}>
          <span className="inline-flex items-center gap-2">
            <SuppressionBadge suppression={suppression} />
            {suppression.lifted !== null && (
              <span className="text-muted">{liftReasonWords[suppression.lifted.reason]}</span>
            )}
          </span>
        </td>
        <td className={cellClasses}>{modeWords[suppression.mode]}</td>
        <td className={`${cellClasses} tabular-nums`}>{suppression.idCount.toLocaleString("en")}</td>
        <td className={`${cellClasses} tabular-nums`}>{suppression.refusedCount.toLocaleString("en")}</td>
        <td className={`${cellClasses} tabular-nums`}>{suppression.letInCount.toLocaleString("en")}</td>
        <td className={cellClasses}>
          {suppression.lastMetAt === null ? (
            <span className="text-muted">Never</span>
          ) : (
            <Instant at={suppression.lastMetAt} />
          )}
        </td>
        <td className={cellClasses}>
          <Instant at={suppression.createdAt} />
        </td>
        <ActionsCell>
          {suppression.lifted === null && <LiftSuppression suppression={suppression} canNote={false} />}
        </ActionsCell>
      </tr>
    ))}
  </PlainTable>
);
