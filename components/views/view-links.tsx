"use client";

import { useQuery } from "@tanstack/react-query";
import clsx from "clsx";
import { Users } from "lucide-react";
import Link from "next/link";
import { usePathname, useSearchParams } from "next/navigation";
import { viewListQuery } from "@/lib/views/query-options";
import type { ListedView } from "@/lib/views/types";
import { viewHref } from "@/lib/views/view-address";

/** The saved views in the side bar, where it is wide enough for names. Elsewhere they are under Views on the page itself. */
export const ViewLinks = ({ views }: { views: ListedView[] }) => {
  const { data } = useQuery({ ...viewListQuery, initialData: views });
  const pathname = usePathname();
  const currentId = useSearchParams().get("view");
  if (data.length === 0) return null;
  return (
    <nav aria-labelledby="saved-views" className="mt-4 hidden min-h-0 flex-col lg:flex">
      <h2 id="saved-views" className="px-2 pb-1 text-xs font-medium text-muted">
        Views
      </h2>
      <ul className="min-h-0 overflow-y-auto">
        {data.map(({ id, name, isShared, isOwn, ownerLabel }) => {
          const isCurrent = pathname === "/memories" && currentId === id;
          return (
            <li key={id}>
              <Link
                href={viewHref(id)}
                prefetch={false}
                title={isOwn ? name : `${name}, by ${ownerLabel}`}
                aria-current={isCurrent ? "page" : undefined}
                className={clsx(
                  "flex h-7 items-center gap-1.5 rounded-md px-2 text-sm",
                  isCurrent ? "bg-selected text-text" : "text-muted hover:bg-hover hover:text-text",
                )}
              >
                <bdi className="min-w-0 flex-1 truncate">{name}</bdi>
                {isShared && <Users size={12} aria-label="Shared" className="shrink-0" />}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
};
