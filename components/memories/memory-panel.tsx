"use client";

import { Dialog as BaseDialog } from "@base-ui/react/dialog";
import { useQuery } from "@tanstack/react-query";
import { Trash2, X } from "lucide-react";
import type { ReactNode } from "react";
import { useMediaQuery } from "@/components/data-table/use-media-query";
import { Button } from "@/components/ui/button";
import { useStore } from "@/components/stores/store-provider";
import { ErrorState } from "@/components/ui/view-state";
import { memoryDetailsQuery } from "@/lib/browse/memory-queries";
import type { Memory, MemoryId } from "@/lib/memories/types";
import { isNotFound, MemoryDetails } from "./memory-details";

const title = "Memory details";
const headerClasses = "flex h-[36px] shrink-0 items-center justify-between border-b py-1 pr-2 pl-4";

type Props = {
  openId: MemoryId | "unreadable";
  known: Memory | undefined;
  onOpen: (id: MemoryId) => void;
  onClose: () => void;
  /** Undefined when the member may not delete. */
  onDelete: ((id: MemoryId) => void) | undefined;
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
        <PanelBody {...props} />
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
  isBeingDeleted,
}: Omit<Props, "openId"> & { openId: MemoryId }) => {
  const { error } = useQuery(memoryDetailsQuery(useStore().id, openId));
  const isGone = error !== null && isNotFound(error);
  return (
    <>
      <div className="min-h-0 flex-1 overflow-y-auto">
        {/* Another memory starts at its top. */}
        <MemoryDetails key={openId} id={openId} known={known} onOpen={onOpen} />
      </div>
      {onDelete !== undefined && !isGone && (
        <footer className="flex shrink-0 justify-end gap-2 border-t px-4 py-2">
          {isBeingDeleted ? (
            <p role="status" className="py-1.5 text-sm text-muted">
              This memory is being deleted.
            </p>
          ) : (
            <Button look="danger-plain" onClick={() => onDelete(openId)}>
              <Trash2 size={14} aria-hidden />
              Delete 1 memory…
            </Button>
          )}
        </footer>
      )}
    </>
  );
};
