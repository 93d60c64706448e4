"use client";

import { Dialog as BaseDialog } from "@base-ui/react/dialog";
import { useQuery } from "@tanstack/react-query";
import { Ellipsis, Trash2, X } from "lucide-react";
import { useState, type ReactNode } from "react";
import { useMediaQuery } from "@/components/data-table/use-media-query";
import type { TableActions } from "@/components/data-table/types";
import { Button } from "@/components/ui/button";
import { useStore } from "@/components/stores/store-provider";
import { ErrorState } from "@/components/ui/view-state";
import { memoryDetailsQuery } from "@/lib/browse/memory-queries";
import type { Memory, MemoryId } from "@/lib/memories/types";
import { isNotFound, MemoryDetails } from "./memory-details";

const title = "Memory details";
const headerClasses = "flex h-[36px] shrink-0 items-center justify-between border-b py-1 pr-2 pl-4";

/** Makes the menu of a memory's values. `onFiltered`: one of them was chosen to filter by. */
export type MemoryMenuOf = (
  opened: Parameters<TableActions<Memory>["menu"]>[0] & { onFiltered?: () => void },
) => ReactNode;

type Props = {
  openId: MemoryId | "unreadable";
  known: Memory | undefined;
  onOpen: (id: MemoryId) => void;
  onClose: () => void;
  /** Undefined when the member may not delete. */
  onDelete: ((id: MemoryId) => void) | undefined;
  /** What can be done with the memory's values, as in the table. */
  menu: MemoryMenuOf;
  /** Once the table shows something else: the sheet would cover it. */
  onFiltered?: () => void;
  isBeingDeleted: boolean;
};

/** One memory: beside the table where there is room for both, else a sheet above it. */
export const MemoryPanel = (props: Props) => {
  const isWide = useMediaQuery("(min-width: 1024px)", true);
  return isWide ? <SidePanel {...props} /> : <Sheet {...props} />;
};

const SidePanel = (props: Props) => (
  <aside aria-label={title} className="flex w-[420px] shrink-0 flex-col border-l bg-surface">
    <header className={headerClasses}>
      <h2 className="text-sm font-medium">{title}</h2>
      <Button look="quiet" size="icon" aria-label="Close details" title="Close (Esc)" onClick={props.onClose}>
        <X size={14} aria-hidden />
      </Button>
    </header>
    <PanelBody {...props} />
  </aside>
);

const Sheet = (props: Props) => (
  <BaseDialog.Root open onOpenChange={(isOpen) => !isOpen && props.onClose()}>
    <BaseDialog.Portal>
      <BaseDialog.Backdrop className="fixed inset-0 z-40 bg-black/40" />
      <BaseDialog.Popup className="fixed inset-y-0 right-0 z-40 flex w-full flex-col bg-surface outline-none sm:max-w-md sm:border-l">
        <header className={headerClasses}>
          <BaseDialog.Title className="text-sm font-medium">{title}</BaseDialog.Title>
          <BaseDialog.Close render={<Button look="quiet" size="icon" aria-label="Close details" />}>
            <X size={14} aria-hidden />
          </BaseDialog.Close>
        </header>
        <PanelBody {...props} onFiltered={props.onClose} />
      </BaseDialog.Popup>
    </BaseDialog.Portal>
  </BaseDialog.Root>
);

const PanelBody = ({ openId, ...props }: Props): ReactNode =>
  openId === "unreadable" ? <Unreadable /> : <OpenMemory openId={openId} {...props} />;

const Unreadable = () => (
  <ErrorState
    title="This memory cannot be shown"
    message="The memory ID in this link is not valid. A memory ID is a UUID."
  />
);

const OpenMemory = ({
  openId,
  known,
  onOpen,
  onDelete,
  menu,
  onFiltered,
  isBeingDeleted,
}: Omit<Props, "openId"> & { openId: MemoryId }) => {
  const { data, error } = useQuery(memoryDetailsQuery(useStore().id, openId));
  const [anchor, setAnchor] = useState<Element | null>(null);
  const memory = data?.memory ?? known;
  const isGone = error !== null && isNotFound(error);
  return (
    <>
      <div className="min-h-0 flex-1 overflow-y-auto">
        {/* Another memory starts at its top. */}
        <MemoryDetails key={openId} id={openId} known={known} onOpen={onOpen} />
      </div>
      {memory !== undefined && !isGone && (
        <footer className="flex shrink-0 items-center gap-2 border-t px-4 py-2">
          <Button aria-haspopup="menu" onClick={({ currentTarget }) => setAnchor(currentTarget)}>
            <Ellipsis size={14} aria-hidden />
            Filter or copy
          </Button>
          {anchor !== null &&
            menu({
              row: memory,
              columnId: null,
              anchor,
              onClose: () => setAnchor(null),
              ...(onFiltered !== undefined && { onFiltered }),
            })}
          {onDelete !== undefined &&
            (isBeingDeleted ? (
              <p role="status" className="ml-auto py-1.5 text-sm text-muted">
                This memory is being deleted.
              </p>
            ) : (
              <Button look="danger-plain" className="ml-auto" onClick={() => onDelete(openId)}>
                <Trash2 size={14} aria-hidden />
                Delete 1 memory…
              </Button>
            ))}
        </footer>
      )}
    </>
  );
};
