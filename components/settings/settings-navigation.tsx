"use client";

import clsx from "clsx";
import Link from "next/link";
import { usePathname } from "next/navigation";

/** The pages of the settings, in the order they are offered. */
export const settingsPages = [
  { href: "/settings/members", label: "Members" },
  { href: "/settings/stores", label: "Stores" },
  { href: "/settings/api-keys", label: "API keys" },
  { href: "/settings/webhooks", label: "Webhooks" },
] as const;

export const SettingsNavigation = () => {
  const pathname = usePathname();
  return (
    <nav aria-label="Settings" className="flex gap-1 overflow-x-auto border-b px-2">
      {settingsPages.map(({ href, label }) => {
        const isCurrent = pathname === href;
        return (
          <Link
            key={href}
            href={href}
            aria-current={isCurrent ? "page" : undefined}
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
