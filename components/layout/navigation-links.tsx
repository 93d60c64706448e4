"use client";

import clsx from "clsx";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useCurrentStore } from "./current-store";
import { DueBadge } from "./due";
import { approvalsHref, navigation, ticketsHref } from "./navigation";
import { useWaiting, WaitingBadge } from "./waiting";

/** What an entry of the phone's bar looks like: a word below its icon. */
export const phoneBarClasses =
  "h-12 min-w-0 flex-1 flex-col items-center justify-center gap-0.5 rounded-md text-xs font-medium";

/** The pages: all of them on wide screens; on a phone the ones that its bar has room for, each with its word. */
export const NavigationLinks = ({ hrefs }: { hrefs: string[] }) => {
  const pathname = usePathname();
  const { hrefOf } = useCurrentStore();
  const { isShown, toDecide } = useWaiting();
  return (
    <nav aria-label="Pages" className="flex min-w-0 flex-3 gap-1 md:flex-none md:flex-col">
      {navigation
        .filter(({ href }) => hrefs.includes(href) && (href !== approvalsHref || isShown))
        .map(({ href, label, Icon, isOnPhoneBar, isFirstOfGroup }) => {
          const isCurrent = pathname === href || pathname.startsWith(`${href}/`);
          return (
            <Link
              key={href}
              href={hrefOf(href)}
              title={label}
              aria-current={isCurrent ? "page" : undefined}
              className={clsx(
                isOnPhoneBar === true ? "flex" : "hidden md:flex",
                phoneBarClasses,
                isFirstOfGroup === true && "md:mt-2",
                "relative md:h-8 md:min-w-8 md:flex-none md:flex-row md:gap-2.5 md:px-2 md:text-sm lg:justify-start",
                isCurrent ? "bg-selected text-text" : "text-muted hover:bg-hover hover:text-text",
              )}
            >
              <Icon size={16} aria-hidden className="shrink-0" />
              <span className="md:sr-only lg:not-sr-only">{label}</span>
              {href === approvalsHref && <WaitingBadge count={toDecide} />}
              {href === ticketsHref && <DueBadge />}
            </Link>
          );
        })}
    </nav>
  );
};
