"use client";

import clsx from "clsx";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useAllowedPages } from "@/components/layout/allowed-pages";
import { settingsPages } from "./settings-pages";

const showInBar = (link: HTMLAnchorElement | null) => {
  link?.scrollIntoView({ block: "nearest", inline: "center" });
};

/** The pages of the settings that the member may open. */
export const SettingsNavigation = () => {
  const pathname = usePathname();
  const allowed = useAllowedPages();
  const pages = settingsPages.filter(({ href }) => allowed.includes(href));
  return (
    <nav aria-label="Settings" className="flex gap-1 overflow-x-auto border-b px-2">
      {pages.map(({ href, label }) => {
        const isCurrent = pathname === href || pathname.startsWith(`${href}/`);
        return (
          <Link
            key={href}
            href={href}
            aria-current={isCurrent ? "page" : undefined}
            // On a phone the last ones are beyond the edge.
            ref={isCurrent ? showInBar : undefined}
            className={clsx(
              "-mb-px flex h-10 items-center border-b-2 px-2 text-sm font-medium whitespace-nowrap",
              isCurrent ? "border-accent text-text" : "border-transparent text-muted hover:text-text",
            )}
          >
            {label}
          </Link>
        );
      })}
    </nav>
  );
};
