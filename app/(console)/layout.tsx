import type { ReactNode } from "react";
import { ConsoleFrame } from "@/components/layout/console-frame";
import { RestoredBanner } from "@/components/journal/restored-banner";
import { LiveConnection } from "@/components/live/live-connection";
import { ConfirmIdentity } from "@/components/members/confirm-identity";
import { contextOf, lacksSecondFactor } from "@/lib/access/server/member-context";
import { findSession } from "@/lib/access/server/session-member";
import { can, type Permission } from "@/lib/access/types";
import { countWaiting } from "@/lib/approvals/server/list-approvals";
import { env } from "@/lib/env/env";
import { listAlarms } from "@/lib/ledger/server/log/list-alarms";
import { isRestored } from "@/lib/ledger/server/restored";
import { countDue } from "@/lib/tickets/server/list-tickets";
import { listViews } from "@/lib/views/server/list-views";
import { listStoreChoices } from "@/lib/stores/server/list-stores";

/**
 * The frame around every page. Pages check the member themselves: a layout is not run again on navigation, and does not
 * know the page that a signed-out member is to be led back to.
 */
const ConsoleLayout = async ({ children }: { children: ReactNode }) => {
  const signedIn = await findSession(false);
  if (signedIn === null) return children;
  const { member, ways } = signedIn;
  const ctx = contextOf(member);
  // Admins who have yet to set up the one-time passwords they need are shown Settings → Account, and nothing of what is kept.
  const may = (permission: Permission) => !lacksSecondFactor(signedIn) && can(member.role, permission);
  const [stores, waiting, due, alarms, views, isOld] = await Promise.all([
    lacksSecondFactor(signedIn) ? [] : listStoreChoices(ctx),
    may("memories:delete") ? countWaiting(ctx) : { toDecide: 0, isShown: false },
    may("tickets:read") ? countDue(ctx) : { dueCount: 0, overdueCount: 0 },
    may("ledger:read") ? listAlarms(ctx) : null,
    may("memories:read") ? listViews(ctx) : [],
    isRestored(ctx.database),
  ]);
  return (
    <LiveConnection>
      <ConsoleFrame member={member} stores={stores} waiting={waiting} due={due} alarms={alarms} views={views}>
        {isOld && <RestoredBanner canReplay={may("journal:replay")} />}
        {children}
        <ConfirmIdentity ways={ways} providerName={env().oidc?.name ?? null} />
      </ConsoleFrame>
    </LiveConnection>
  );
};

export default ConsoleLayout;
