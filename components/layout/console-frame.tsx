import type { ReactNode } from "react";
import { can, type Member } from "@/lib/access/types";
import type { StoreChoice } from "@/lib/stores/shown-store";
import { settingsPages } from "@/components/settings/settings-pages";
import { CommandPalette } from "@/components/palette/command-palette";
import { AllowedPages } from "./allowed-pages";
import { CurrentStoreProvider } from "./current-store";
import { LedgerAlarms } from "./ledger-alarms";
import { MemberMenu } from "./member-menu";
import { MoreMenu } from "./more-menu";
import { NavigationLinks } from "./navigation-links";
import type { WaitingCount } from "@/lib/approvals/types";
import type { ShownAlarm } from "@/lib/ledger/alarms";
import { ViewLinks } from "@/components/views/view-links";
import type { ListedView } from "@/lib/views/types";
import type { DueCount } from "@/lib/tickets/types";
import { DueProvider } from "./due";
import { approvalsHref, furtherPages, navigation, ticketsHref } from "./navigation";
import { ShortcutHelp } from "./shortcut-help";
import { WaitingProvider } from "./waiting";
import { StoreSwitcher } from "./store-switcher";

/** Side bar on wide screens, icons on middling ones, a bottom bar on a phone; the page beside it. */
export const ConsoleFrame = ({
  member,
  stores,
  waiting,
  due,
  alarms,
  views,
  children,
}: {
  member: Member;
  /** Those that can be shown; none to an admin who lacks a second factor that they need. */
  stores: readonly StoreChoice[];
  /** What waits for this member to approve it. */
  waiting: WaitingCount;
  /** The tickets that are due for this member. */
  due: DueCount;
  /** Of the ledger; null to those who may not read it. */
  alarms: ShownAlarm[] | null;
  /** The saved views that this member sees. */
  views: ListedView[];
  children: ReactNode;
}) => {
  const hrefs = [...navigation, ...furtherPages, ...settingsPages]
    .filter(({ permission }) => permission === null || can(member.role, permission))
    .map(({ href }) => href);
  return (
    <AllowedPages hrefs={hrefs}>
      <CurrentStoreProvider stores={stores}>
        <WaitingProvider waiting={waiting} canRead={hrefs.includes(approvalsHref)}>
          <DueProvider due={due} canRead={hrefs.includes(ticketsHref)}>
            <div className="flex min-h-dvh flex-col-reverse md:flex-row">
              <a
                href="#page"
                className="sr-only z-50 rounded-md bg-raised px-3 py-2 focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
              >
                Skip to content
              </a>
              <aside className="sticky bottom-0 z-30 flex shrink-0 items-center gap-1 border-t bg-canvas px-1 py-0.5 md:top-0 md:bottom-auto md:h-dvh md:w-14 md:flex-col md:items-stretch md:border-t-0 md:border-r md:px-2 md:py-3 lg:w-52">
                <p className="hidden px-2 pb-3 text-base font-semibold tracking-tight lg:block">Lethe</p>
                <NavigationLinks hrefs={hrefs} />
                {can(member.role, "memories:read") && <ViewLinks views={views} />}
                <MoreMenu hrefs={hrefs} member={member} />
                <div className="hidden gap-1 md:mt-auto md:flex md:flex-col md:items-stretch">
                  {can(member.role, "memories:read") && stores.length > 0 && (
                    <StoreSwitcher canManage={can(member.role, "stores:manage")} />
                  )}
                  <MemberMenu member={member} />
                </div>
              </aside>
              <main id="page" tabIndex={-1} className="flex min-w-0 flex-1 flex-col outline-none">
                {alarms !== null && (
                  <LedgerAlarms alarms={alarms} canAcknowledge={can(member.role, "ledger:acknowledge")} />
                )}
                {children}
              </main>
              <CommandPalette hrefs={hrefs} />
              <ShortcutHelp />
            </div>
          </DueProvider>
        </WaitingProvider>
      </CurrentStoreProvider>
    </AllowedPages>
  );
};
