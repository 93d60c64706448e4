"use client";

import { Brain, MoreHorizontal, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { Button } from "@/components/ui/button";
import { Menu, MenuItem } from "@/components/ui/menu";
import { deleteEntityHref } from "@/lib/deletions/scope/delete-search";
import type { Entity } from "@/lib/memories/entity";
import { withStore } from "@/lib/stores/store-param";
import type { StoreId } from "@/lib/stores/store-ids";
import { entityHref } from "./entity-href";
import { entityWords } from "./entity-words";

/** What can be done with one entity. Deleting is previewed and confirmed first, so the words end in dots. */
export const EntityActions = ({
  entity,
  storeId,
  canDelete,
}: {
  entity: Entity;
  storeId: StoreId;
  canDelete: boolean;
}) => {
  const router = useRouter();
  const { one } = entityWords[entity.kind];
  const deleteHref = withStore(deleteEntityHref(entity), storeId);
  return (
    <span className="flex shrink-0">
      {canDelete && (
        <Button
          look="quiet"
          size="icon"
          // By keyboard it is in the menu, so that the tab key does not stop twice in every row.
          tabIndex={-1}
          aria-label={`Delete this ${one}: ${entity.value}`}
          title={`Delete this ${one}…`}
          onClick={() => router.push(deleteHref)}
          className="text-muted! hover:text-danger!"
        >
          <Trash2 size={14} aria-hidden />
        </Button>
      )}
      <Menu
        trigger={
          <Button
            look="quiet"
            size="icon"
            aria-label={`Actions for ${one} ${entity.value}`}
            className="text-muted! hover:text-text!"
          >
            <MoreHorizontal size={14} aria-hidden />
          </Button>
        }
      >
        <MenuItem onSelect={() => router.push(entityHref(entity, storeId))}>
          <Brain size={14} aria-hidden className="text-muted" />
          Show memories
        </MenuItem>
        {canDelete && (
          <MenuItem onSelect={() => router.push(deleteHref)}>
            <span className="flex items-center gap-2 text-danger">
              <Trash2 size={14} aria-hidden />
              Delete this {one}…
            </span>
          </MenuItem>
        )}
      </Menu>
    </span>
  );
};
