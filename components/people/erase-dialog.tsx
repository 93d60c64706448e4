"use client";

import { useRef, useState } from "react";
import { ConfirmationInputs } from "@/components/deletions/confirmation-inputs";
import { DeletionNote } from "@/components/deletions/deletion-note";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { effectSentences } from "@/lib/deletions/words/effect-sentences";
import type { Deletion } from "@/lib/deletions/types";
import type { ConfirmationThresholds } from "@/lib/env/confirmation-variables";
import { memoryCountWords } from "@/lib/memories/count-words";
import { listed } from "@/lib/text/listed";
import { storeCountWords } from "./chosen";
import { EraseStore } from "./erase-store";
import {
  arePartsConfirmed,
  countOfParts,
  erasureConfirmationNone,
  requiredOfParts,
  type CountedPart,
  type ErasureConfirmation,
  type ErasurePart,
} from "./erasure-confirmation";
import { useErasure, type Erasure } from "./use-erasure";

/**
 * The last step before a person is erased: what is taken in each store, counted now, and one confirmation for all of them in
 * proportion to the strictest. It is mounted while it is open.
 */
export const EraseDialog = ({
  parts,
  ticket,
  isIdentityUnchecked,
  unfinished,
  thresholds,
  onRequested,
  onClose,
}: {
  parts: readonly ErasurePart[];
  /** The reference that the ticket's field starts with. */
  ticket: string;
  /** Whether it is not noted on that ticket who has asked for this. */
  isIdentityUnchecked: boolean;
  /** Names of stores that have not been searched to the end. */
  unfinished: readonly string[];
  thresholds: ConfirmationThresholds;
  onRequested: (deletion: Deletion) => void;
  onClose: () => void;
}) => {
  const [note, setNote] = useState({ reason: "", ticket });
  const [given, setGiven] = useState({ ...erasureConfirmationNone, previewed: "" });
  const cancel = useRef<HTMLButtonElement>(null);
  const erasure = useErasure({ parts, onRequested });
  const counted = countedOf(erasure);
  const count = countOfParts(counted);
  // What was typed for one number is nothing for the next.
  const previewed = counted.map(({ preview }) => preview.cutoffAt).join();
  const confirmation = given.previewed === previewed ? given : erasureConfirmationNone;
  const isCounting = erasure.parts.some(({ preview, sending }) => sending === null && preview?.isFetching);
  const isTicketRequired = counted.some(({ preview }) => preview.isTicketRequired);
  const waiting = counted.filter(({ preview }) => preview.waitsForApproval);
  const isOver = !isCounting && !erasure.isSending && counted.length === 0;
  const canConfirm =
    counted.length > 0 &&
    !isCounting &&
    !erasure.isSending &&
    !(isTicketRequired && note.ticket.trim() === "") &&
    arePartsConfirmed(counted, confirmation, thresholds);
  const confirm = async () => {
    if (!canConfirm) return;
    const areAllRequested = await erasure.confirm(counted, note, confirmation);
    if (areAllRequested && counted.length === erasure.parts.filter(({ sending }) => sending === null).length)
      onClose();
  };
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title="Erase memories"
      description={
        <span className="text-text">
          {isCounting
            ? "Counting what would be erased…"
            : counted.length > 0
              ? sentenceOf(counted, waiting.length)
              : "Nothing is left to confirm."}
        </span>
      }
      initialFocus={cancel}
      dismissal="escape"
      width="max-w-2xl"
      footer={
        <>
          {!isCounting && counted.length > 0 && (
            <Confirm
              counted={counted}
              given={confirmation}
              thresholds={thresholds}
              onChange={(next) => setGiven({ ...next, previewed })}
              onEnter={() => void confirm()}
            />
          )}
          <Button ref={cancel} onClick={onClose}>
            {isOver ? "Close" : "Cancel"}
          </Button>
          {!isOver && (
            <Button look="danger" disabled={!canConfirm} focusableWhenDisabled onClick={() => void confirm()}>
              {isCounting
                ? "Erase memories"
                : `Erase ${memoryCountWords(count)} in ${storeCountWords(counted.length)}${waiting.length === counted.length ? " once approved" : ""}`}
            </Button>
          )}
        </>
      }
    >
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
        {isIdentityUnchecked && (
          <Notice>
            The ticket does not say that it was checked who asks. If that is needed, check it before you
            erase: it cannot be undone.
          </Notice>
        )}
        {unfinished.length > 0 && (
          <Notice look="warning">
            Not searched to the end: {listed(unfinished)}. What is found there later is not part of this.
          </Notice>
        )}
        <ul className="grid grid-cols-[minmax(0,1fr)] divide-y rounded-md border">
          {erasure.parts.map((part) => (
            <EraseStore key={part.store.id} part={part} isAlone={erasure.parts.length === 1} />
          ))}
        </ul>
        {!isOver && (
          <p className="text-sm text-muted">
            Memories are erased as they are now, also those whose text has changed since the search.
          </p>
        )}
        {!isOver && <DeletionNote note={note} isTicketRequired={isTicketRequired} onChange={setNote} />}
      </div>
    </Dialog>
  );
};

/** What of the parts is counted, may be deleted by this member and has not been sent. */
const countedOf = ({ parts }: Erasure): CountedPart[] =>
  parts.flatMap(({ preview, sending, ...part }) =>
    preview?.data !== undefined && sending === null && preview.data.count > 0 && preview.data.whoCan === null
      ? [{ ...part, preview: preview.data }]
      : [],
  );

/** "Erase 105 memories: 104 in Built-in store and 1 in acme. This cannot be undone." */
const sentenceOf = (counted: readonly CountedPart[], waitingCount: number): string => {
  const count = counted.reduce((sum, { preview }) => sum + preview.count, 0);
  const [only] = counted;
  const where =
    counted.length === 1 && only !== undefined
      ? ` in ${only.store.name}`
      : `: ${listed(counted.map(({ preview, store }) => `${preview.count.toLocaleString("en")} in ${store.name}`))}`;
  const approval =
    waitingCount === 0
      ? ""
      : waitingCount === counted.length
        ? " Nothing is deleted before another admin has approved it."
        : ` In ${storeCountWords(waitingCount)} nothing is deleted before another admin has approved it.`;
  return `Erase ${memoryCountWords(count)}${where}.${approval} This cannot be undone.`;
};

/** What has to be typed or ticked; nothing where the button is enough. */
const Confirm = ({
  counted,
  given,
  thresholds,
  onChange,
  onEnter,
}: {
  counted: readonly CountedPart[];
  given: ErasureConfirmation;
  thresholds: ConfirmationThresholds;
  onChange: (given: ErasureConfirmation) => void;
  onEnter: () => void;
}) => {
  const { required, named } = requiredOfParts(counted, thresholds);
  const sentencesOf = (parts: readonly CountedPart[]) =>
    parts.flatMap(({ preview, selection, store }) => effectSentences({ ...preview, selection }, store.name));
  if (required.kind !== "store_name")
    return (
      <ConfirmationInputs
        required={required}
        count={countOfParts(counted)}
        storeName=""
        sentences={sentencesOf(counted)}
        given={given}
        onChange={(next) => onChange({ ...given, ...next })}
        onEnter={onEnter}
      />
    );
  return named.map((part, index) => (
    <ConfirmationInputs
      key={part.store.id}
      required={required}
      count={0}
      storeName={part.store.name}
      // What the other stores need to have read stands above the first name.
      sentences={sentencesOf(
        index === 0 ? [part, ...counted.filter((other) => !named.includes(other))] : [part],
      )}
      given={{ ...given, typed: given.names.get(part.store.id) ?? "" }}
      onChange={({ typed }) => onChange({ ...given, names: new Map(given.names).set(part.store.id, typed) })}
      onEnter={onEnter}
    />
  ));
};
