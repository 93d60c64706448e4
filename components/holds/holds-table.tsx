import Link from "next/link";
import { Instant } from "@/components/ui/instant";
import { ActionsCell, cellClasses, PlainTable, rowClasses } from "@/components/ui/plain-table";
import { VisibleText } from "@/components/ui/visible-text";
import { actorWords } from "@/components/deletions/deletion-words";
import { writeFilter } from "@/lib/filters/write-filter";
import type { Hold } from "@/lib/holds/types";
import { coversWords } from "@/lib/holds/words";
import { HoldBadge } from "./hold-badge";
import { ReleaseHold } from "./release-hold";

const titles = ["Hold", "State", "Covers", "Stores", "Placed", "Released"];

export const HoldsTable = ({
  holds,
  canManage,
  canSeeMemories,
}: {
  holds: readonly Hold[];
  canManage: boolean;
  canSeeMemories: boolean;
}) => (
  <PlainTable label="Holds" titles={titles} hasActions={canManage}>
    {holds.map((hold) => (
      <tr key={hold.id} id={hold.id} className={`${rowClasses} scroll-mt-24 align-top target:bg-accent-soft`}>
        <th scope="row" className={`${wideCell} min-w-48 font-medium`}>
          <bdi className="block">
            <VisibleText text={hold.name} />
          </bdi>
          <span className="block max-w-80 font-normal text-muted">
            {hold.reference !== null && (
              <bdi className="block">
                <VisibleText text={hold.reference} />
              </bdi>
            )}
            <bdi className="block">
              <VisibleText text={hold.reason} />
            </bdi>
          </span>
        </th>
        <td className={wideCell}>
          <HoldBadge hold={hold} />
        </td>
        <td className={`${wideCell} min-w-56`}>
          <Covers hold={hold} isLinked={canSeeMemories && hold.coversState !== "erased"} />
        </td>
        <td className={wideCell}>
          {hold.stores === null ? (
            <span className="whitespace-nowrap">All stores</span>
          ) : (
            hold.stores.map(({ id, name }) => (
              <bdi key={id} className="block max-w-48 truncate">
                {name}
              </bdi>
            ))
          )}
        </td>
        <td className={`${wideCell} whitespace-nowrap`}>
          <Instant at={hold.placedAt} />
          <span className="block text-muted">{actorWords(hold.placedBy)}</span>
        </td>
        <td className={`${wideCell} whitespace-nowrap`}>
          {hold.released === null ? (
            <span className="text-muted">–</span>
          ) : (
            <>
              <Instant at={hold.released.at} />
              <span className="block text-muted">{actorWords(hold.released.by)}</span>
              <bdi className="block max-w-64 whitespace-normal text-muted">
                <VisibleText text={hold.released.reason} />
              </bdi>
            </>
          )}
        </td>
        {canManage && (
          <ActionsCell>{hold.released === null && <ReleaseHold id={hold.id} name={hold.name} />}</ActionsCell>
        )}
      </tr>
    ))}
  </PlainTable>
);

const wideCell = `${cellClasses.replace("whitespace-nowrap", "").replace("h-9", "")} py-2`;

const Covers = ({ hold, isLinked }: { hold: Hold; isLinked: boolean }) => {
  const words = coversWords(hold.covers);
  const store = hold.stores?.[0]?.id;
  return (
    <>
      <span className="block max-w-80 break-words">{words}</span>
      {hold.coversState === "hidden" && (
        <span className="block text-muted">References stand for texts and IDs.</span>
      )}
      {hold.coversState === "erased" && (
        <span className="block text-muted">Texts and IDs were erased after the release.</span>
      )}
      {isLinked && (
        <Link
          href={`/memories?${new URLSearchParams({
            ...(store === undefined ? {} : { store }),
            filter: writeFilter({ field: "hold", operator: "in", value: [hold.id] }),
          }).toString()}`}
          prefetch={false}
          className="text-accent hover:underline"
        >
          Show memories
        </Link>
      )}
    </>
  );
};
