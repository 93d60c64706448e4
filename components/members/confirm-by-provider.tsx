"use client";

import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { identityChannel } from "@/lib/members/provider-refusals";

/** Has the member sign in again at the provider, in a window of its own, so that what they typed here stays. */
export const ConfirmByProvider = ({
  name,
  onSettled,
}: {
  name: string;
  onSettled: (isConfirmed: boolean) => void;
}) => {
  const [isWaiting, setIsWaiting] = useState(false);
  useEffect(() => {
    const channel = new BroadcastChannel(identityChannel);
    // Only a hint: what is done now asks the server whether it is true.
    channel.onmessage = () => onSettled(true);
    return () => channel.close();
  }, [onSettled]);
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onSettled(false)}
      title="Confirm it’s you"
      description={`You signed in a while ago. Sign in again with ${name} to continue; nothing you typed is lost.`}
      width="max-w-md"
      dismissal="escape"
      isAbove
      footer={
        <>
          <Button onClick={() => onSettled(false)}>Cancel</Button>
          <Button
            look="primary"
            onClick={() => {
              setIsWaiting(true);
              window.open("/sign-in/again", "_blank", "popup,width=480,height=680");
            }}
          >
            <span className="truncate">Sign in with {name}</span>
          </Button>
        </>
      }
    >
      <p role="status" className="text-sm text-muted">
        {isWaiting ? "Waiting for the other window…" : "A window of its own opens for it."}
      </p>
    </Dialog>
  );
};
