import type { ReactNode } from "react";
import { PageHeader } from "@/components/layout/page-header";
import { SettingsNavigation } from "./settings-navigation";

/** What every page of the settings stands in; `action` is the page's one primary action. */
export const SettingsFrame = ({ action, children }: { action?: ReactNode; children: ReactNode }) => (
  <>
    <PageHeader title="Settings">{action}</PageHeader>
    <SettingsNavigation />
    {children}
  </>
);
