"use client";

import { useQuery } from "@tanstack/react-query";
import { numberWords } from "@/components/ui/number-words";
import { useSettled } from "@/components/ui/use-settled";
import { entityNouns } from "@/lib/deletions/words/describe-scope";
import { nearEntitiesQuery } from "@/lib/browse/entity-queries";
import { entityFieldOf, entityKinds } from "@/lib/memories/entity";
import { memoryCountQuery } from "@/lib/browse/memory-queries";
import type { EntityField } from "@/lib/memories/types";
import type { StoreId } from "@/lib/stores/store-ids";
import { knownIdWords } from "./known-id-words";

/** How many memories have this id as it is typed; when none has, which ones may have been meant. */
export const KnownId = ({
  storeId,
  field,
  id,
  onPick,
}: {
  storeId: StoreId;
  field: EntityField;
  id: string;
  onPick: (id: string) => void;
}) => {
  const settled = useSettled(id);
  const count = useQuery(
    memoryCountQuery(storeId, { filter: { field, operator: "eq", value: settled }, text: "" }),
  );
  const noun = entityNouns[field];
  if (count.isError) return <>The memories with this {noun} could not be counted.</>;
  if (count.data === undefined || settled !== id) return <>Counting…</>;
  const words = knownIdWords(count.data, noun);
  if (count.data.value > 0) return <>{words}</>;
  return (
    <>
      <span className="text-warning">{words}</span>{" "}
      <NearIds storeId={storeId} field={field} id={id} onPick={onPick} />
    </>
  );
};

const NearIds = ({ storeId, field, id, onPick }: Parameters<typeof KnownId>[0]) => {
  const kind = entityKinds.find((each) => entityFieldOf[each] === field);
  if (kind === undefined) throw new Error(`No kind of entity has the field ${field}.`);
  const near = useQuery(nearEntitiesQuery({ storeId, kind, text: id }));
  if (near.isError) return <>Similar IDs could not be looked up.</>;
  if (near.data === undefined) return <>Looking for similar ones…</>;
  if (near.data.length === 0) return <>No similar ID was found.</>;
  return (
    <>
      Similar:{" "}
      {near.data.map(({ value, ...counted }, index) => (
        <span key={value}>
          {index > 0 && ", "}
          <button
            type="button"
            title={value}
            onClick={() => onPick(value)}
            className="max-w-48 truncate rounded-sm align-bottom font-medium text-accent hover:underline"
          >
            <bdi>{value}</bdi>
          </button>{" "}
          ({numberWords(counted)})
        </span>
      ))}
    </>
  );
};
