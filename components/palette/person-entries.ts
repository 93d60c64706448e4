import { Ticket, UserSearch } from "lucide-react";
import { findPersonHref, newTicketHref } from "@/components/people/person-hash";
import { personTextLengthMax } from "@/lib/people/terms";
import type { PaletteEntry } from "./palette-entry";

/** What can be done with a text that may be a person's name or id. It stands in the addresses' fragments, which no server is sent. */
export const personEntries = (text: string, hrefs: readonly string[]): PaletteEntry[] => {
  const wanted = text.trim();
  if (wanted.length < 2 || wanted.length > personTextLengthMax) return [];
  const entries: (PaletteEntry & { needs: string })[] = [
    {
      needs: "/people",
      key: "person find",
      group: "A person",
      Icon: UserSearch,
      label: `Find “${wanted}”`,
      action: { run: ({ push }) => goTo(findPersonHref(wanted), push) },
    },
    {
      needs: "/tickets/new",
      key: "person new ticket",
      group: "A person",
      Icon: Ticket,
      label: `New ticket for “${wanted}”`,
      action: { run: ({ push }) => goTo(newTicketHref([wanted]), push) },
    },
  ];
  return entries.flatMap(({ needs, ...entry }) => (hrefs.includes(needs) ? [entry] : []));
};

/** On the page itself the router would change the fragment in silence; the browser tells of it. */
const goTo = (href: string, push: (href: string) => void): void => {
  const url = new URL(href, window.location.origin);
  if (url.pathname === window.location.pathname) window.location.hash = url.hash;
  else push(href);
};
