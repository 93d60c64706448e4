"use client";

import clsx from "clsx";
import { Ellipsis } from "lucide-react";
import { usePathname, useRouter } from "next/navigation";
import { Menu, MenuItem } from "@/components/ui/menu";
import { can, type Member } from "@/lib/access/types";
import { useCurrentStore } from "./current-store";
import { MemberMenuItems } from "./member-menu";
import { approvalsHref, navigation } from "./navigation";
import { phoneBarClasses } from "./navigation-links";
import { useWaiting, WaitingBadge } from "./waiting";
import { StoreMenuItems } from "./store-switcher";

/** On a phone: everything that its bar has no room for. */
export const MoreMenu = ({ hrefs, member }: { hrefs: string[]; member: Member }) => {
  const router = useRouter();
  const pathname = usePathname();
  const { hrefOf, stores } = useCurrentStore();
  const { isShown, toDecide } = useWaiting();
  const entries = navigation.filter(
    ({ href, isOnPhoneBar }) =>
      isOnPhoneBar !== true && hrefs.includes(href) && (href !== approvalsHref || isShown),
  );
  const isHere = entries.some(({ href }) => pathname === href || pathname.startsWith(`${href}/`));
  return (
    <Menu
      trigger={
        <button
          type="button"
          className={clsx(
            "relative flex md:hidden",
            phoneBarClasses,
            isHere ? "bg-selected text-text" : "text-muted hover:bg-hover hover:text-text",
          )}
        >
          <Ellipsis size={16} aria-hidden />
          More
          <WaitingBadge count={toDecide} />
        </button>
      }
    >
      {entries.map(({ href, label, Icon }) => (
        <MenuItem key={href} onSelect={() => router.push(hrefOf(href))}>
          <Icon size={14} aria-hidden className="text-muted" />
          {label}
          {href === approvalsHref && <WaitingBadge count={toDecide} isInline />}
        </MenuItem>
      ))}
      <div className="my-1 border-t" />
      {can(member.role, "memories:read") && stores.length > 0 && (
        <>
          <StoreMenuItems canManage={false} />
          <div className="my-1 border-t" />
        </>
      )}
      <MemberMenuItems member={member} />
    </Menu>
  );
};
