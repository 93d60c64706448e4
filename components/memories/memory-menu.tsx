import { Copy, Filter as FilterIcon, FilterX } from "lucide-react";
import { toast } from "@/components/ui/toasts";
import type { DataColumn } from "@/components/data-table/types";
import { MenuItem, RowMenu, SubMenu } from "@/components/ui/menu";
import { VisibleText } from "@/components/ui/visible-text";
import { excludeValue, includeValue } from "@/lib/filters/quick-edit";
import type { Filter } from "@/lib/filters/filter";
import type { Memory } from "@/lib/memories/types";
import { cellValues, type CellValue } from "./cell-values";

type Props = {
  memory: Memory;
  /** Of the cell that was pointed at; null for all cells of the row. */
  columnId: string | null;
  columns: readonly DataColumn<Memory>[];
  filter: Filter | null;
  anchor: Element;
  onFilterChange: (filter: Filter | null) => void;
  onClose: () => void;
};

/** What can be done with a cell's value, or with each of a row: filter by it, exclude it, copy it. */
export const MemoryMenu = ({ memory, columnId, columns, filter, anchor, onFilterChange, onClose }: Props) => {
  const itemsOf = (id: string) =>
    cellValues(memory, id).map((value, index) => (
      <ValueItems
        key={index}
        value={value}
        onInclude={(condition) => onFilterChange(includeValue(filter, condition))}
        onExclude={(condition) => onFilterChange(excludeValue(filter, condition))}
      />
    ));
  return (
    <RowMenu
      anchor={anchor}
      // A cell has no focus of its own.
      finalFocus={() => anchor.closest<HTMLElement>("[data-row-id], button")}
      onClose={onClose}
    >
      {columnId === null ? (
        <>
          <CopyItem text={memory.id} noun="memory ID" />
          {columns.map(({ id, label }) =>
            id === "memory" ? (
              <CopyItem key={id} text={memory.memory} noun="text" />
            ) : cellValues(memory, id).length === 0 ? null : (
              <SubMenu key={id} label={label}>
                {itemsOf(id)}
              </SubMenu>
            ),
          )}
        </>
      ) : (
        itemsOf(columnId)
      )}
    </RowMenu>
  );
};

const ValueItems = ({
  value: { words, copied, condition },
  onInclude,
  onExclude,
}: {
  value: CellValue;
  onInclude: (condition: NonNullable<CellValue["condition"]>) => void;
  onExclude: (condition: NonNullable<CellValue["condition"]>) => void;
}) => (
  <>
    {condition !== null && (
      <>
        <MenuItem onSelect={() => onInclude(condition)}>
          <FilterIcon size={14} aria-hidden className="shrink-0 text-muted" />
          <Words verb="Filter by" words={words} />
        </MenuItem>
        <MenuItem onSelect={() => onExclude(condition)}>
          <FilterX size={14} aria-hidden className="shrink-0 text-muted" />
          <Words verb="Exclude" words={words} />
        </MenuItem>
      </>
    )}
    {copied !== null && <CopyItem text={copied} noun={condition === null ? words : null} />}
  </>
);

const Words = ({ verb, words }: { verb: string; words: string }) => (
  <span className="min-w-0 truncate">
    {verb}{" "}
    <bdi>
      <VisibleText text={words} />
    </bdi>
  </span>
);

/** `noun` null: what is copied stands in the lines above. */
const CopyItem = ({ text, noun }: { text: string; noun: string | null }) => (
  <MenuItem onSelect={() => void copy(text)}>
    <Copy size={14} aria-hidden className="shrink-0 text-muted" />
    Copy {noun ?? "value"}
  </MenuItem>
);

const copy = async (text: string): Promise<void> => {
  // The browser refuses without a secure context or permission.
  await navigator.clipboard.writeText(text).then(
    () => toast.message("Copied"),
    () => toast.message("The browser refused to copy"),
  );
};
