"use client";

import clsx from "clsx";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { navigation } from "./navigation";

export const NavigationLinks = ({ hrefs }: { hrefs: string[] }) => {
  const pathname = usePathname();
  return (
    <nav aria-label="Pages" className="flex gap-1 md:flex-col">
      {navigation
        .filter((entry) => hrefs.includes(entry.href))
        .map(({ href, label, Icon }) => {
          const isCurrent = pathname === href || pathname.startsWith(`${href}/`);
          return (
            <Link
              key={href}
              href={href}
              title={label}
              aria-current={isCurrent ? "page" : undefined}
              className={clsx(
                "flex h-11 min-w-11 items-center justify-center gap-2.5 rounded-md px-2 text-sm font-medium md:h-8 md:min-w-8 lg:justify-start",
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
