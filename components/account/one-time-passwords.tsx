"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { toast } from "@/components/ui/toasts";
import { AskDialog } from "@/components/ui/ask-dialog";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { actionAnswer } from "@/lib/actions/action-answer";
import { shownError } from "@/lib/http/shown-error";
import { renewRecoveryCodesAction, startTotpAction, turnOffTotpAction } from "@/lib/members/actions";
import type { OwnOneTimePasswords } from "@/lib/members/own-account";
import { RecoveryCodes } from "./recovery-codes";
import { SetUpOneTimePasswords } from "./set-up-one-time-passwords";

/** The second thing that a member signs in with, beside the password. */
export const OneTimePasswords = ({
  email,
  state: { isOn, codesLeft, isRequired },
}: {
  email: string;
  state: OwnOneTimePasswords;
}) => {
  const [asked, setAsked] = useState<"renew" | "turn-off" | null>(null);
  const close = () => setAsked(null);
  const start = useMutation({ mutationFn: () => actionAnswer(() => startTotpAction()), gcTime: 0 });
  return (
    <section aria-labelledby="one-time-passwords" className="grid grid-cols-1 gap-3 px-4">
      <div className="grid gap-1">
        <h2 id="one-time-passwords" className="flex items-center gap-2 text-base font-semibold">
          One-time passwords
          {isOn && <Badge look="success">On</Badge>}
        </h2>
        <p className="max-w-[70ch] text-sm text-muted">
          {isOn
            ? `You sign in with your password and a code from your authenticator app. ${leftWords(codesLeft)}`
            : "An authenticator app on your phone shows a code that you sign in with, beside your password. Then the password alone lets nobody in."}
        </p>
      </div>
      {isRequired && !isOn && (
        <div className="max-w-[70ch]">
          <Notice look="warning">
            Admins of this Lethe need one-time passwords. Turn them on to go on; until then nothing else
            works.
          </Notice>
        </div>
      )}
      {start.error !== null && (
        <Notice look="warning" role="alert">
          {shownError(start.error).message}
        </Notice>
      )}
      <div className="flex flex-wrap gap-2">
        {isOn ? (
          <>
            <Button onClick={() => setAsked("renew")}>New recovery codes</Button>
            {!isRequired && (
              <Button look="danger-plain" onClick={() => setAsked("turn-off")}>
                Turn off
              </Button>
            )}
          </>
        ) : (
          <Button
            look={isRequired ? "primary" : "plain"}
            disabled={start.isPending}
            focusableWhenDisabled
            onClick={() => start.mutate()}
          >
            Turn on one-time passwords
          </Button>
        )}
      </div>
      {start.data !== undefined && (
        <SetUpOneTimePasswords setUp={start.data} email={email} onClose={() => start.reset()} />
      )}
      {asked === "renew" && <RenewCodes email={email} onClose={close} />}
      {asked === "turn-off" && <TurnOff onClose={close} />}
    </section>
  );
};

const leftWords = (count: number): string =>
  count === 0
    ? "No recovery codes are left: create new ones."
    : `${count} recovery ${count === 1 ? "code is" : "codes are"} left.`;

type DialogProps = { onClose: () => void };

const RenewCodes = ({ email, onClose }: DialogProps & { email: string }) => {
  const renew = useMutation({ mutationFn: () => actionAnswer(() => renewRecoveryCodesAction()), gcTime: 0 });
  if (renew.data === undefined) {
    return (
      <AskDialog
        title="New recovery codes"
        confirmLabel="Create new codes"
        isPending={renew.isPending}
        error={renew.error}
        onClose={onClose}
        onConfirm={() => renew.mutate()}
      >
        <p className="text-sm">You get ten new codes. The codes you have now stop working.</p>
      </AskDialog>
    );
  }
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title="Keep your recovery codes"
      width="max-w-md"
      dismissal="none"
      footer={
        <Button look="primary" autoFocus onClick={onClose}>
          Done
        </Button>
      }
    >
      <RecoveryCodes codes={renew.data.recoveryCodes} email={email} />
    </Dialog>
  );
};

const TurnOff = ({ onClose }: DialogProps) => {
  const turnOff = useMutation({
    mutationFn: () => actionAnswer(() => turnOffTotpAction()),
    onSuccess: () => {
      toast.success("One-time passwords are off.");
      onClose();
    },
  });
  return (
    <AskDialog
      title="Turn off one-time passwords"
      confirmLabel="Turn off"
      isDangerous
      isPending={turnOff.isPending}
      error={turnOff.error}
      onClose={onClose}
      onConfirm={() => turnOff.mutate()}
    >
      <p className="text-sm">Your password alone then lets you in. Your recovery codes stop working.</p>
    </AskDialog>
  );
};
