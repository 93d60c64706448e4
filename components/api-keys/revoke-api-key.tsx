"use client";

import { useMutation } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { AskDialog } from "@/components/ui/ask-dialog";
import { Button } from "@/components/ui/button";
import { Instant } from "@/components/ui/instant";
import { actionAnswer } from "@/lib/actions/action-answer";
import { revokeApiKeyAction } from "@/lib/api-keys/actions";
import type { ApiKey } from "@/lib/api-keys/types";
import { VisibleText } from "@/components/ui/visible-text";
import { withNamedInvisible } from "@/lib/text/invisible-characters";

/** Ends a key, after a dialog that says what stops working with it. Nothing for a key that is revoked already. */
export const RevokeApiKey = ({ apiKey }: { apiKey: ApiKey }) => {
  // While the dialog is open: the table around, which is there when the button is not any more.
  const [asked, setAsked] = useState<{ table: HTMLElement | null } | null>(null);
  return (
    <>
      {apiKey.revokedAt === null && (
        <Button
          size="small"
          look="danger-plain"
          aria-label={`Revoke the key ${withNamedInvisible(apiKey.name)}`}
          onClick={({ currentTarget }) =>
            setAsked({ table: currentTarget.closest<HTMLElement>('[role="region"]') })
          }
        >
          Revoke
        </Button>
      )}
      {asked !== null && <RevokeDialog apiKey={apiKey} table={asked.table} onClose={() => setAsked(null)} />}
    </>
  );
};

const RevokeDialog = ({
  apiKey,
  table,
  onClose,
}: {
  apiKey: ApiKey;
  table: HTMLElement | null;
  onClose: () => void;
}) => {
  const isRevoked = useRef(false);
  const revoke = useMutation({
    mutationFn: () => actionAnswer(() => revokeApiKeyAction({ id: apiKey.id })),
    onSuccess: () => {
      isRevoked.current = true;
      onClose();
    },
  });
  return (
    <AskDialog
      title="Revoke API key"
      confirmLabel="Revoke 1 key"
      isDangerous
      isPending={revoke.isPending}
      error={revoke.error}
      finalFocus={() => (isRevoked.current ? table : true)}
      onClose={onClose}
      onConfirm={() => revoke.mutate()}
    >
      <p className="break-words">
        Revoke{" "}
        <bdi className="font-medium">
          <VisibleText text={apiKey.name} />
        </bdi>{" "}
        (<span className="font-mono text-xs">{apiKey.prefix}…</span>). Every application that uses it is
        refused from the next request on. This cannot be undone.
      </p>
      <p className="text-muted">
        {apiKey.lastUsedAt === null ? (
          "It has never been used."
        ) : (
          <>
            It was last used <Instant at={apiKey.lastUsedAt} />.
          </>
        )}{" "}
        Deletions it has already requested continue, and the history keeps its name.
      </p>
    </AskDialog>
  );
};
