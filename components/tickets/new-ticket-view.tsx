"use client";

import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useEffect, useId, useState } from "react";
import { PageHeader } from "@/components/layout/page-header";
import { Button, buttonClasses } from "@/components/ui/button";
import { takeFragment } from "./kept-fragment";
import { draftOfFragment, emptyDraft } from "./new-ticket-fields";
import { TicketForm, useNewTicket } from "./ticket-form";
import { noteMade } from "./use-kept-focus";
import { ticketHref } from "./ticket-href";

/** A page to make a ticket on, which a helpdesk's link can fill in. */
export const NewTicketView = ({ today, memberId }: { today: string; memberId: string }) => {
  const router = useRouter();
  const formId = useId();
  const [draft, setDraft] = useState({ ...emptyDraft(today), assigneeId: memberId });
  // The outside system: the address bar, of which the server does not see what is behind the #.
  useEffect(() => {
    const take = () => {
      const given = draftOfFragment(takeFragment());
      if (Object.keys(given).length > 0) setDraft((before) => ({ ...before, ...given }));
    };
    take();
    // The link again, while the page is open.
    window.addEventListener("hashchange", take);
    return () => window.removeEventListener("hashchange", take);
  }, []);
  const newTicket = useNewTicket(({ reference }) => {
    noteMade(reference);
    router.push(ticketHref(reference));
  });
  return (
    <>
      <PageHeader title="New ticket">
        <Link href="/tickets" className={buttonClasses("plain", "small")}>
          <ArrowLeft size={14} aria-hidden />
          All tickets
        </Link>
      </PageHeader>
      <div className="w-full max-w-2xl px-4 py-5">
        <TicketForm id={formId} draft={draft} today={today} newTicket={newTicket} onChange={setDraft}>
          <div className="flex justify-end gap-2 border-t pt-4">
            <Link href="/tickets" className={buttonClasses()}>
              Cancel
            </Link>
            <Button type="submit" look="primary" disabled={newTicket.create.isPending} focusableWhenDisabled>
              Create ticket
            </Button>
          </div>
        </TicketForm>
      </div>
    </>
  );
};
