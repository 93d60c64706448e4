"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Bookmark, BookmarkPlus, CalendarClock, Pencil, Trash2, Users } from "lucide-react";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Menu, MenuItem } from "@/components/ui/menu";
import { VisibleText } from "@/components/ui/visible-text";
import { actionAnswer } from "@/lib/actions/action-answer";
import { shownError } from "@/lib/http/shown-error";
import { changeViewAction } from "@/lib/views/actions";
import { viewKeys, viewListQuery } from "@/lib/views/query-options";
import type { SavedView, ViewContent, ViewId } from "@/lib/views/types";
import { viewHref } from "@/lib/views/view-address";

const SaveView = dynamic(() => import("./save-view").then((file) => file.SaveView));
const ChangeView = dynamic(() => import("./change-view").then((file) => file.ChangeView));
const DeleteView = dynamic(() => import("./delete-view").then((file) => file.DeleteView));

type Props = {
  /** The view that is open. */
  saved: SavedView | undefined;
  /** What the page shows. */
  content: ViewContent;
  isChanged: boolean;
  /** Where a retention rule is made of what the page shows; null for members who make none. */
  newRuleHref: string | null;
  /** Another view is open from here on, with the same content; null: none. */
  onViewChange: (id: ViewId | null) => void;
  onRevert: () => void;
};

/** The view that is open, whether it was changed, and the way to others. */
export const ViewControls = ({ saved, content, isChanged, newRuleHref, onViewChange, onRevert }: Props) => {
  const [dialog, setDialog] = useState<"save" | "change" | "delete" | null>(null);
  const close = () => setDialog(null);
  return (
    <>
      {saved !== undefined && isChanged && (
        <Changed view={saved} content={content} onSaveAs={() => setDialog("save")} onRevert={onRevert} />
      )}
      <ViewsMenu saved={saved} newRuleHref={newRuleHref} onDialog={setDialog} />
      {dialog === "save" && <SaveView content={content} onClose={close} onSaved={onViewChange} />}
      {dialog === "change" && saved !== undefined && <ChangeView view={saved} onClose={close} />}
      {dialog === "delete" && saved !== undefined && (
        <DeleteView view={saved} onClose={close} onDeleted={() => onViewChange(null)} />
      )}
    </>
  );
};

/** What is shown is not what is kept: says so, and offers both ways. */
const Changed = ({
  view,
  content,
  onSaveAs,
  onRevert,
}: {
  view: SavedView;
  content: ViewContent;
  onSaveAs: () => void;
  onRevert: () => void;
}) => {
  const queryClient = useQueryClient();
  const save = useMutation({
    mutationFn: () => actionAnswer(() => changeViewAction({ id: view.id, readAt: view.updatedAt, content })),
    onSettled: () => queryClient.invalidateQueries({ queryKey: viewKeys.all }),
  });
  return (
    <div role="group" aria-label={`Changes of ${view.name}`} className="flex flex-wrap items-center gap-1">
      <Badge look="warning">{view.search === null ? "Cannot be read" : "Changed"}</Badge>
      {save.isError && (
        <span role="alert" className="text-sm text-warning">
          {shownError(save.error).message}
        </span>
      )}
      {view.mayChange && (
        <Button
          size="small"
          title={view.isShared ? "Changes the view for all members" : undefined}
          disabled={save.isPending}
          focusableWhenDisabled
          onClick={() => save.mutate()}
        >
          Save
        </Button>
      )}
      <Button size="small" look="quiet" onClick={onSaveAs}>
        Save as…
      </Button>
      {view.search !== null && (
        <Button size="small" look="quiet" onClick={onRevert}>
          Revert
        </Button>
      )}
    </div>
  );
};

const ViewsMenu = ({
  saved,
  newRuleHref,
  onDialog,
}: Pick<Props, "saved" | "newRuleHref"> & {
  onDialog: (dialog: "save" | "change" | "delete") => void;
}) => {
  const router = useRouter();
  const { data: views = [] } = useQuery(viewListQuery);
  return (
    <Menu
      trigger={
        <Button
          size="small"
          className="max-w-60"
          aria-label={saved === undefined ? "Views" : `View: ${saved.name}`}
          title={saved === undefined ? undefined : saved.name}
        >
          <Bookmark size={14} aria-hidden className="shrink-0" />
          <bdi className="truncate">
            <VisibleText text={saved?.name ?? "Views"} />
          </bdi>
        </Button>
      }
    >
      {views.map(({ id, name, isShared }) => (
        <MenuItem key={id} onSelect={() => router.push(viewHref(id))}>
          <bdi className="min-w-0 flex-1 truncate">
            <VisibleText text={name} />
          </bdi>
          {isShared && <Users size={14} aria-label="Shared" className="shrink-0 text-muted" />}
        </MenuItem>
      ))}
      {views.length > 0 && <div className="my-1 border-t" />}
      <MenuItem onSelect={() => onDialog("save")}>
        <BookmarkPlus size={14} aria-hidden className="text-muted" />
        Save as a view…
      </MenuItem>
      {newRuleHref !== null && (
        <MenuItem onSelect={() => router.push(newRuleHref)}>
          <CalendarClock size={14} aria-hidden className="text-muted" />
          Make a retention rule…
        </MenuItem>
      )}
      {saved?.mayChange === true && (
        <>
          <MenuItem onSelect={() => onDialog("change")}>
            <Pencil size={14} aria-hidden className="text-muted" />
            Rename or share…
          </MenuItem>
          <MenuItem onSelect={() => onDialog("delete")}>
            <Trash2 size={14} aria-hidden className="text-muted" />
            Delete view…
          </MenuItem>
        </>
      )}
    </Menu>
  );
};
