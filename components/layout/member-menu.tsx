"use client";

import { CircleUser } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Menu, MenuItem, MenuRadioGroup } from "@/components/ui/menu";
import { VisibleText } from "@/components/ui/visible-text";
import type { Member } from "@/lib/access/types";
import { themeFrom, type Theme } from "@/lib/preferences/theme";
import { withNamedInvisible } from "@/lib/text/invisible-characters";
import { chooseTheme, themeOptions } from "./choose-theme";
import { signOutOfLethe } from "./sign-out";

export const MemberMenu = ({ member }: { member: Member }) => (
  <Menu
    align="start"
    trigger={
      <Button
        look="quiet"
        aria-label={`Your account: ${withNamedInvisible(member.email)}`}
        className="h-8 max-w-full justify-center lg:justify-start"
      >
        <CircleUser size={16} aria-hidden className="shrink-0" />
        <span className="hidden truncate lg:inline">
          <VisibleText text={member.email} />
        </span>
      </Button>
    }
  >
    <MemberMenuItems member={member} />
  </Menu>
);

/** Who is signed in, the theme, and the way out. */
export const MemberMenuItems = ({ member }: { member: Member }) => {
  const router = useRouter();
  // A menu is drawn when it opens, in the browser; the palette can have changed the theme since the page was loaded.
  const [theme, setTheme] = useState(() => themeFrom(document.documentElement.dataset.theme));
  const choose = (next: Theme) => {
    setTheme(next);
    chooseTheme(next);
  };
  return (
    <>
      <p className="px-2 py-1.5 text-xs text-muted">
        <VisibleText text={member.email} />
        <br />
        Role: {member.role}
      </p>
      <MenuRadioGroup label="Theme" value={theme} options={themeOptions} onChange={choose} />
      <div className="my-1 border-t" />
      <MenuItem onSelect={() => router.push("/settings/account")}>Account</MenuItem>
      <MenuItem onSelect={signOutOfLethe}>Sign out</MenuItem>
    </>
  );
};
