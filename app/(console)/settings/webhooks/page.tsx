import type { Metadata } from "next";
import { NoPermission } from "@/components/layout/no-permission";
import { SettingsFrame } from "@/components/settings/settings-frame";
import { CreateWebhook } from "@/components/webhooks/create-webhook";
import { WebhooksView } from "@/components/webhooks/webhooks-view";
import { contextOf, requireMember } from "@/lib/access/server/member-context";
import { can } from "@/lib/access/types";
import { listWebhooks } from "@/lib/webhooks/server/manage-webhooks";

export const metadata: Metadata = { title: "Webhooks" };

const WebhooksPage = async () => {
  const member = await requireMember("/settings/webhooks");
  if (!can(member.role, "webhooks:manage")) {
    return (
      <SettingsFrame>
        <NoPermission member={member} permission="webhooks:manage" />
      </SettingsFrame>
    );
  }
  return (
    <SettingsFrame action={<CreateWebhook />}>
      <WebhooksView webhooks={await listWebhooks(contextOf(member))} />
    </SettingsFrame>
  );
};

export default WebhooksPage;
