import type { ReactNode } from "react";
import { ConsoleFrame } from "@/components/layout/console-frame";
import { LiveConnection } from "@/components/live/live-connection";
import { contextOf } from "@/lib/access/server/member-context";
import { findSessionMember } from "@/lib/access/server/session-member";
import { listStoreChoices } from "@/lib/stores/server/list-stores";

/**
 * The frame around every page. Pages check the member themselves: a layout is not run again on navigation, and does not
 * know the page that a signed-out member is to be led back to.
 */
const ConsoleLayout = async ({ children }: { children: ReactNode }) => {
  const member = await findSessionMember();
  if (member === null) return children;
  const stores = await listStoreChoices(contextOf(member));
  return (
    <LiveConnection>
      <ConsoleFrame member={member} stores={stores}>
        {children}
      </ConsoleFrame>
    </LiveConnection>
  );
};

export default ConsoleLayout;
