import type { Metadata } from "next";
import { z } from "zod";
import { NoPermission } from "@/components/layout/no-permission";
import { SecurityView } from "@/components/security/security-view";
import { SettingsFrame } from "@/components/settings/settings-frame";
import { listSecurityEvents } from "@/lib/access/server/list-security-events";
import { contextOf, requireMember } from "@/lib/access/server/member-context";
import { env, sessionSettings } from "@/lib/env/env";
import { securityEventGroups } from "@/lib/access/security-events";
import { can } from "@/lib/access/types";

export const metadata: Metadata = { title: "Security" };

// What cannot be read is left out: the newest events are shown then.
const showSchema = z.enum(securityEventGroups).nullable().catch(null);
const beforeSchema = z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER).nullable().catch(null);

const SecurityPage = async ({ searchParams }: PageProps<"/settings/security">) => {
  const member = await requireMember("/settings/security");
  if (!can(member.role, "security:read")) {
    return (
      <SettingsFrame>
        <NoPermission member={member} permission="security:read" />
      </SettingsFrame>
    );
  }
  const { show, before } = await searchParams;
  const group = showSchema.parse(show ?? null);
  const beforeId = before === undefined ? null : beforeSchema.parse(before);
  const page = await listSecurityEvents(contextOf(member), { group, beforeId });
  return (
    <SettingsFrame>
      <SecurityView
        page={page}
        group={group}
        isFirstPage={beforeId === null}
        isAdminTotpRequired={sessionSettings().isAdminTotpRequired}
        providerName={env().oidc?.name ?? null}
      />
    </SettingsFrame>
  );
};

export default SecurityPage;
