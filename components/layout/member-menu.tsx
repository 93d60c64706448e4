"use client";

import { CircleUser } from "lucide-react";
import { signOut } from "next-auth/react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Menu, MenuItem, MenuRadioGroup } from "@/components/ui/menu";
import type { Member } from "@/lib/members/types";
import { themeCookie, type Theme } from "@/lib/preferences/theme";

const themeOptions = [
  { value: "system", label: "As the system" },
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
] as const;

const yearSeconds = 31_536_000;

export type MemberMenuProps = { member: Member; theme: Theme };

export const MemberMenu = (props: MemberMenuProps) => (
  <Menu
    align="start"
    trigger={
      <Button
        look="quiet"
        aria-label={`Your account: ${props.member.email}`}
        className="h-8 max-w-full justify-center lg:justify-start"
      >
        <CircleUser size={16} aria-hidden className="shrink-0" />
        <span className="hidden truncate lg:inline">{props.member.email}</span>
      </Button>
    }
  >
    <MemberMenuItems {...props} />
  </Menu>
);

/** Who is signed in, the theme, and the way out. */
export const MemberMenuItems = ({ member, theme }: MemberMenuProps) => {
  const [chosen, setChosen] = useState(theme);
  const choose = (next: Theme) => {
    setChosen(next);
    document.documentElement.dataset.theme = next;
    document.cookie = `${themeCookie}=${next}; path=/; max-age=${yearSeconds}; samesite=lax`;
  };
  return (
    <>
      <p className="px-2 py-1.5 text-xs text-muted">
        {member.email}
        <br />
        Role: {member.role}
      </p>
      <MenuRadioGroup label="Theme" value={chosen} options={themeOptions} onChange={choose} />
      <div className="my-1 border-t" />
      <MenuItem onSelect={() => void signOut({ callbackUrl: "/sign-in" })}>Sign out</MenuItem>
    </>
  );
};
