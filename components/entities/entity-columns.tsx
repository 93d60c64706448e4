import Link from "next/link";
import type { ReactNode } from "react";
import { FittedId } from "@/components/data-table/fitted-id";
import type { DataColumn } from "@/components/data-table/types";
import { StoreInstant } from "@/components/stores/store-instant";
import { numberWords } from "@/components/ui/number-words";
import type { Entity, EntityKind } from "@/lib/memories/entity";
import type { StoreId } from "@/lib/stores/store-ids";
import { entityHref } from "./entity-href";
import { entityWords } from "./entity-words";

type Input = {
  kind: EntityKind;
  storeId: StoreId;
  /** The buttons beside a name. */
  actionsOf: (entity: Entity) => ReactNode;
};

/** The columns of the entities table. Those it can be sorted by are called like the order. */
export const entityColumns = ({ kind, storeId, actionsOf }: Input): readonly DataColumn<Entity>[] => [
  {
    id: "name",
    label: entityWords[kind].title,
    width: 240,
    widthMin: 140,
    isFlexible: true,
    isFixed: true,
    isSortable: true,
    endsItself: true,
    // The actions stand here and not at the far end, where a phone would have to be scrolled to them.
    cell: (entity) => (
      <div className="flex items-center gap-2">
        {/* The row itself opens it by keyboard; the link is for a new tab, and for screen readers. */}
        <Link href={entityHref(entity, storeId)} tabIndex={-1} prefetch={false} className="min-w-0 flex-1">
          <FittedId id={entity.value} />
        </Link>
        {actionsOf(entity)}
      </div>
    ),
  },
  {
    id: "count",
    label: "Memories",
    width: 104,
    isSortable: true,
    endsItself: true,
    cell: (entity) => <span className="block truncate">{numberWords(entity)}</span>,
  },
  {
    id: "first_activity",
    label: "First activity",
    width: 128,
    endsItself: true,
    cell: ({ firstActivityAt }) => (
      <span className="block truncate">
        <StoreInstant at={firstActivityAt} />
      </span>
    ),
  },
  {
    id: "last_activity",
    label: "Last activity",
    width: 128,
    isSortable: true,
    endsItself: true,
    cell: ({ lastActivityAt }) => (
      <span className="block truncate">
        <StoreInstant at={lastActivityAt} />
      </span>
    ),
  },
];
