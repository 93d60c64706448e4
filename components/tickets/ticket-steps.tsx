import { useRouter } from "next/navigation";
import { useState } from "react";
import { useAllowedPages } from "@/components/layout/allowed-pages";
import { Button } from "@/components/ui/button";
import { Menu, MenuItem } from "@/components/ui/menu";
import { stepsOf, type TicketStep } from "@/lib/tickets/steps";
import type { TicketView } from "@/lib/tickets/types";
import { StepDialog } from "./step-dialog";
import { useFocusOfSteps } from "./use-kept-focus";

const stepLabels: Record<TicketStep, string> = {
  acknowledge: "Acknowledge…",
  check_identity: "Check identity…",
  ask_identity: "Ask for identity…",
  find: "Find them",
  review: "Review and erase",
  extend: "Extend…",
  deny: "Deny…",
  withdraw: "Withdraw…",
  close: "Close ticket…",
  close_nothing: "Nothing to erase: close…",
  reopen: "Reopen…",
};

/** How many buttons stand beside each other; the others are in a menu. */
const shownMax = 3;

/** What can be done with the ticket now: the next step first, and nothing that is not possible. */
export const TicketSteps = ({ view: { ticket, lastSearch } }: { view: TicketView }) => {
  const router = useRouter();
  const canFind = useAllowedPages().includes("/people");
  const [asking, setAsking] = useState<TicketStep | null>(null);
  const buttons = useFocusOfSteps({ version: ticket.version, isAsking: asking !== null });
  const { primary, others } = stepsOf(ticket, lastSearch);
  const isOffered = (step: TicketStep) => canFind || (step !== "find" && step !== "review");
  const steps = [...(primary === null ? [] : [primary]), ...others].filter(isOffered);
  const take = (step: TicketStep) => {
    if (step !== "find" && step !== "review") {
      setAsking(step);
      return;
    }
    // The names are read by the server from the ticket, and stand in no address.
    router.push(`/people#${new URLSearchParams({ ticket: ticket.reference }).toString()}`);
  };
  const inMenu = steps.slice(shownMax);
  return (
    <div ref={buttons} className="flex flex-wrap items-center gap-2">
      {steps.slice(0, shownMax).map((step) => (
        <Button key={step} look={step === primary ? "primary" : "plain"} onClick={() => take(step)}>
          {stepLabels[step]}
        </Button>
      ))}
      {inMenu.length > 0 && (
        <Menu align="start" trigger={<Button>More steps</Button>}>
          {inMenu.map((step) => (
            <MenuItem key={step} onSelect={() => take(step)}>
              {stepLabels[step]}
            </MenuItem>
          ))}
        </Menu>
      )}
      {asking !== null && (
        <StepDialog step={asking} ticket={ticket} lastSearch={lastSearch} onClose={() => setAsking(null)} />
      )}
    </div>
  );
};
