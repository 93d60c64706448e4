"use client";

import clsx from "clsx";
import { Brain, MoreHorizontal, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { buttonClasses } from "@/components/ui/button";
import { MenuItem, RowMenu } from "@/components/ui/menu";
import { deleteEntityHref } from "@/lib/deletions/scope/delete-search";
import type { Entity } from "@/lib/memories/entity";
import { withStore } from "@/lib/stores/store-param";
import type { StoreId } from "@/lib/stores/store-ids";
import { entityHref } from "./entity-href";
import { entityWords } from "./entity-words";

const buttonLook = clsx(buttonClasses("quiet", "icon"), "text-muted!");
const menuButtonClasses = clsx(buttonLook, "hover:text-text!");
const deleteButtonClasses = clsx(buttonLook, "hover:text-danger!");

/** An entity whose menu is open, and the button that opened it. */
export type EntityInHand = { entity: Entity; button: Element };

/** The buttons of one row. The menu is the table's, see EntityMenu. */
export const EntityButtons = ({
  entity,
  canDelete,
  onDelete,
  onMenu,
}: {
  entity: Entity;
  canDelete: boolean;
  onDelete: () => void;
  onMenu: (inHand: EntityInHand) => void;
}) => {
  const { one } = entityWords[entity.kind];
  return (
    <span className="flex shrink-0">
      {canDelete && (
        <button
          type="button"
          // By keyboard it is in the menu, so that the tab key does not stop twice in every row.
          tabIndex={-1}
          aria-label={`Delete this ${one}: ${entity.value}`}
          title={`Delete this ${one}…`}
          onClick={onDelete}
          className={deleteButtonClasses}
        >
          <Trash2 size={14} aria-hidden />
        </button>
      )}
      <button
        type="button"
        aria-haspopup="menu"
        aria-label={`Actions for ${one} ${entity.value}`}
        onClick={(event) => onMenu({ entity, button: event.currentTarget })}
        className={menuButtonClasses}
      >
        <MoreHorizontal size={14} aria-hidden />
      </button>
    </span>
  );
};

/** What can be done with one entity. Deleting is previewed and confirmed first, so the words end in dots. */
export const EntityMenu = ({
  inHand,
  storeId,
  canDelete,
  onClose,
}: {
  inHand: EntityInHand | null;
  storeId: StoreId;
  canDelete: boolean;
  onClose: () => void;
}) => {
  const router = useRouter();
  return (
    <RowMenu anchor={inHand?.button ?? null} onClose={onClose}>
      {inHand !== null && (
        <>
          <MenuItem onSelect={() => router.push(entityHref(inHand.entity, storeId))}>
            <Brain size={14} aria-hidden className="text-muted" />
            Show memories
          </MenuItem>
          {canDelete && (
            <MenuItem onSelect={() => router.push(deletePath(inHand.entity, storeId))}>
              <span className="flex items-center gap-2 text-danger">
                <Trash2 size={14} aria-hidden />
                Delete this {entityWords[inHand.entity.kind].one}…
              </span>
            </MenuItem>
          )}
        </>
      )}
    </RowMenu>
  );
};

/** Where the deletion of an entity is previewed. */
export const deletePath = (entity: Entity, storeId: StoreId): string =>
  withStore(deleteEntityHref(entity), storeId);
