"use client";

import clsx from "clsx";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useCurrentStore } from "./current-store";
import { navigation } from "./navigation";

export const NavigationLinks = ({ hrefs }: { hrefs: string[] }) => {
  const pathname = usePathname();
  const { hrefOf } = useCurrentStore();
  return (
    <nav aria-label="Pages" className="flex min-w-0 flex-1 md:flex-none md:flex-col md:gap-1">
      {navigation
        .filter((entry) => hrefs.includes(entry.href))
        .map(({ href, label, Icon }) => {
          const isCurrent = pathname === href || pathname.startsWith(`${href}/`);
          return (
            <Link
              key={href}
              href={hrefOf(href)}
              title={label}
              aria-current={isCurrent ? "page" : undefined}
              className={clsx(
                // On a phone they share what there is: six of 44 px do not fit on 360.
                "flex h-11 max-w-14 min-w-0 flex-1 items-center justify-center gap-2.5 rounded-md text-sm font-medium md:h-8 md:max-w-none md:min-w-8 md:flex-none md:px-2 lg:justify-start",
                isCurrent ? "bg-selected text-text" : "text-muted hover:bg-hover hover:text-text",
              )}
            >
              <Icon size={16} aria-hidden className="shrink-0" />
              <span className="sr-only lg:not-sr-only">{label}</span>
            </Link>
          );
        })}
    </nav>
  );
};
