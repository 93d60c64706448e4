"use client";

import { useQueries } from "@tanstack/react-query";
import { useState } from "react";
import { newAttempt, type ChangedSince } from "@/components/deletions/use-deletion-request";
import { actionAnswer } from "@/lib/actions/action-answer";
import { requestDeletionAction } from "@/lib/deletions/actions";
import { sendSelection } from "@/lib/deletions/draft/send-selection";
import { storePreviewQuery } from "@/lib/deletions/preview/preview-query-options";
import type { Deletion } from "@/lib/deletions/types";
import { RequestError } from "@/lib/http/request-error";
import type { StoreId } from "@/lib/stores/store-ids";
import {
  confirmationOfPart,
  type CountedPart,
  type ErasureConfirmation,
  type ErasurePart,
} from "./erasure-confirmation";

type Note = { reason: string; ticket: string };

/** How far a store is: being asked for the deletion, refused or not reached, or requested. */
export type Sending =
  | { kind: "sending" }
  | { kind: "failed"; error: Error; again: () => void }
  | { kind: "requested"; deletion: Deletion };

/**
 * The erasure of a person: a preview of each store, all at once, and after one confirmation a request for each. A store whose
 * memories have changed since its preview is previewed again, and has to be confirmed again; one that cannot be reached can be
 * asked again, which is the same request. The others go on.
 */
export const useErasure = ({
  parts,
  onRequested,
}: {
  parts: readonly ErasurePart[];
  /** Also when the dialog was closed before the answer came. */
  onRequested: (deletion: Deletion) => void;
}) => {
  const [attempts, setAttempts] = useState<ReadonlyMap<StoreId, Attempt>>(
    () => new Map(parts.map(({ store }) => [store.id, newAttempt(null)])),
  );
  const [sendings, setSendings] = useState<ReadonlyMap<StoreId, Sending>>(new Map());
  const attemptOf = (id: StoreId): Attempt => {
    const attempt = attempts.get(id);
    if (attempt === undefined) throw new Error("Each part has an attempt.");
    return attempt;
  };
  const previews = useQueries({
    queries: parts.map(({ store, selection }) =>
      storePreviewQuery({ confirmationKey: attemptOf(store.id).key, storeId: store.id, selection }),
    ),
  });
  const setSending = (id: StoreId, sending: Sending | null) =>
    setSendings((before) => {
      const next = new Map(before);
      if (sending === null) next.delete(id);
      else next.set(id, sending);
      return next;
    });
  const previewAgain = (id: StoreId, changedSince: ChangedSince | null) => {
    setSending(id, null);
    setAttempts((before) => new Map(before).set(id, newAttempt(changedSince)));
    return false;
  };

  /** Whether the deletion of the part was requested. */
  const send = async (part: CountedPart, note: Note, given: ErasureConfirmation): Promise<boolean> => {
    const { store, selection, preview } = part;
    const { key } = attemptOf(store.id);
    setSending(store.id, { kind: "sending" });
    try {
      const answer = await sendSelection(selection, (sent) =>
        actionAnswer(() =>
          requestDeletionAction({
            storeId: store.id,
            selection: sent,
            expectedCount: preview.count + preview.absentCount,
            cutoffAt: preview.cutoffAt,
            previewId: preview.id,
            ...note,
            confirmation: confirmationOfPart(part, given),
            idempotencyKey: key,
          }),
        ),
      );
      if (answer.kind === "count_changed") return previewAgain(store.id, answer);
      setSending(store.id, { kind: "requested", deletion: answer.deletion });
      onRequested(answer.deletion);
      return true;
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      // The store has changed such that more is asked for: the new preview says what.
      if (error instanceof RequestError && error.code === "not_confirmed")
        return previewAgain(store.id, null);
      setSending(store.id, { kind: "failed", error, again: () => void send(part, note, given) });
      return false;
    }
  };

  return {
    parts: parts.map((part, index) => ({
      ...part,
      preview: previews[index],
      changedSince: attemptOf(part.store.id).changedSince,
      sending: sendings.get(part.store.id) ?? null,
    })),
    isSending: [...sendings.values()].some(({ kind }) => kind === "sending"),
    /** One after the other: each may ask who the member is. Answers whether all were requested. */
    confirm: async (
      counted: readonly CountedPart[],
      note: Note,
      given: ErasureConfirmation,
    ): Promise<boolean> => {
      let areAll = true;
      for (const part of counted) areAll = (await send(part, note, given)) && areAll;
      return areAll;
    },
  };
};

type Attempt = ReturnType<typeof newAttempt>;

export type Erasure = ReturnType<typeof useErasure>;
export type PreviewedPart = Erasure["parts"][number];
