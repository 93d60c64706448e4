import clsx from "clsx";
import { CircleAlert, CircleCheck, CircleDashed, CircleMinus, CircleSlash } from "lucide-react";
import { CopyButton } from "@/components/ui/copy-button";
import { Skeleton } from "@/components/ui/skeleton";
import { itemErrorWords } from "@/lib/deletions/words/error-words";
import type { DeletionItem, ItemState } from "@/lib/deletions/types";
import { itemStateWords } from "./deletion-words";

const headClasses = "h-9 border-b bg-canvas px-3 text-left text-xs font-medium text-muted";
const cellClasses = "h-9 border-b px-3 group-last/row:border-b-0";

/** A page of a deletion's items; undefined while it is being read. */
export const ItemTable = ({
  items,
  isBusy,
}: {
  items: readonly DeletionItem[] | undefined;
  isBusy: boolean;
}) => (
  <table
    aria-labelledby="items"
    aria-busy={isBusy}
    className="w-full border-separate border-spacing-0 text-sm"
  >
    <thead>
      <tr>
        <th scope="col" className={clsx(headClasses, "w-12 text-right! sm:w-20")}>
          <span className="max-sm:sr-only">Number</span>
        </th>
        <th scope="col" className={headClasses}>
          Memory ID
        </th>
        <th scope="col" className={clsx(headClasses, "max-sm:hidden")}>
          State
        </th>
        <th scope="col" className={headClasses}>
          Reason
        </th>
      </tr>
    </thead>
    <tbody>
      {items === undefined ? <SkeletonItems /> : items.map((item) => <ItemRow key={item.seq} item={item} />)}
    </tbody>
  </table>
);

const ItemRow = ({ item }: { item: DeletionItem }) => (
  <tr className="group/row hover:bg-hover">
    <td className={clsx(cellClasses, "text-right text-muted")}>{item.seq.toLocaleString("en")}</td>
    <td className={cellClasses}>
      <span className="flex items-center gap-1 font-mono text-xs whitespace-nowrap">
        {item.memoryId}
        <CopyButton text={item.memoryId} label={`Copy memory ID ${item.memoryId}`} />
      </span>
      {/* On a phone the column of its own would be out of sight. */}
      <span className="block pb-1 sm:hidden">
        <ItemStateMark state={item.state} />
      </span>
    </td>
    <td className={clsx(cellClasses, "max-sm:hidden")}>
      <ItemStateMark state={item.state} />
    </td>
    <td className={clsx(cellClasses, "min-w-40")}>
      {item.errorCode !== null && itemErrorWords(item.errorCode)}
    </td>
  </tr>
);

const marks = {
  deleted: { Icon: CircleCheck, classes: "text-success" },
  already_absent: { Icon: CircleSlash, classes: "text-muted" },
  failed: { Icon: CircleAlert, classes: "text-warning" },
  pending: { Icon: CircleDashed, classes: "text-muted" },
  kept: { Icon: CircleMinus, classes: "text-warning" },
} as const;

const ItemStateMark = ({ state }: { state: ItemState }) => {
  const { Icon, classes } = marks[state];
  return (
    <span className={clsx("inline-flex items-center gap-1.5 whitespace-nowrap", classes)}>
      <Icon size={14} aria-hidden className="shrink-0" />
      {itemStateWords[state]}
    </span>
  );
};

const SkeletonItems = () =>
  Array.from({ length: 10 }, (_, index) => (
    <tr key={index} aria-hidden className="group/row">
      {["w-8", "w-72", "w-20", "w-24"].map((width) => (
        <td key={width} className={cellClasses}>
          <Skeleton className={width} />
        </td>
      ))}
    </tr>
  ));
