"use client";

import { useId, useRef, useState, type SyntheticEvent } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { draftFrom, filterFrom, newCondition, type DraftProblems } from "@/lib/filters/draft";
import { type DraftGroup } from "@/lib/filters/draft-types";
import { removeNode, replaceNode } from "@/lib/filters/draft-edit";
import { fieldNames, type FieldDefinitions } from "@/lib/filters/field-definition";
import type { Filter } from "@/lib/filters/filter";
import { useFilterFields } from "./filter-fields";
import { GroupEditor } from "./group-editor";
import { Problem } from "./labelled-control";
import { useProblemFocus } from "./use-problem-focus";

const noProblems: DraftProblems = { parts: new Map(), whole: null };

const startOf = (filter: Filter | null, fields: FieldDefinitions): DraftGroup => {
  const draft = draftFrom(filter);
  const [first] = fieldNames(fields);
  // An empty editor begins with a condition to fill in.
  return filter === null && first !== undefined
    ? { ...draft, children: [newCondition(fields, first)] }
    : draft;
};

/** The whole filter with its nested groups. Nothing changes outside until it is applied. Mount anew to open anew. */
export const AdvancedEditor = ({
  filter,
  isOpen,
  openAt,
  onClose,
  onApply,
}: {
  filter: Filter | null;
  isOpen: boolean;
  /** The top-level part that takes the focus. */
  openAt: number;
  onClose: () => void;
  onApply: (filter: Filter | null) => void;
}) => {
  const { fields } = useFilterFields();
  const formId = useId();
  const [start] = useState(() => startOf(filter, fields));
  const [draft, setDraft] = useState(start);
  const [problems, setProblems] = useState(noProblems);
  const [isLeaving, setIsLeaving] = useState(false);
  const openedAt = start.children[openAt];
  const openedSelect = useRef<HTMLSelectElement>(null);
  const openedId = openedAt?.kind === "group" ? openedAt.id : start.id;
  const [addedId, setAddedId] = useState<string | null>(null);
  const form = useProblemFocus(problems);

  const change = (next: DraftGroup) => {
    setDraft(next);
    setProblems(noProblems);
    setIsLeaving(false);
  };
  // Escape or a click beside it asks once before it throws work away; the second time it goes.
  const onOpenChange = (next: boolean) => {
    if (next) return;
    if (draft === start || isLeaving) onClose();
    else setIsLeaving(true);
  };
  const onSubmit = (event: SyntheticEvent) => {
    event.preventDefault();
    // A portal's events reach the React parents: a form around the filter bar is not meant.
    event.stopPropagation();
    const result = filterFrom(draft, fields);
    if (!result.ok) return setProblems(result.problems);
    onApply(result.filter);
    return onClose();
  };

  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      title="Advanced filter"
      width="max-w-4xl"
      initialFocus={openedSelect}
      footer={
        isLeaving ? (
          <>
            <p role="alert" className="mr-auto text-sm">
              These changes are not applied yet.
            </p>
            <Button onClick={onClose}>Discard changes</Button>
            <Button look="primary" onClick={() => setIsLeaving(false)}>
              Keep editing
            </Button>
          </>
        ) : (
          <>
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" form={formId} look="primary">
              Apply filter
            </Button>
          </>
        )
      }
    >
      <form ref={form} id={formId} noValidate onSubmit={onSubmit} className="grid gap-3">
        <GroupEditor
          group={draft}
          levels={0}
          editing={{
            problems: problems.parts,
            addedId,
            opened: { id: openedId, ref: openedSelect },
            replace: (node) => change(replaceNode(draft, node)),
            add: (group, node) => {
              setAddedId(node.id);
              change(replaceNode(draft, { ...group, children: [...group.children, node] }));
            },
            remove: (id) => change(removeNode(draft, id)),
          }}
        />
        {problems.whole !== null && <Problem>{problems.whole}</Problem>}
      </form>
    </Dialog>
  );
};
