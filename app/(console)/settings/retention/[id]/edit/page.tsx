import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { NoPermission } from "@/components/layout/no-permission";
import { RuleForm } from "@/components/retention/rule-form";
import { SettingsFrame } from "@/components/settings/settings-frame";
import { StoreProvider } from "@/components/stores/store-provider";
import { StoreUnavailable } from "@/components/stores/store-unavailable";
import { contextOf, requireMember } from "@/lib/access/server/member-context";
import { can } from "@/lib/access/types";
import { findRule } from "@/lib/retention/server/find-rule";
import { listAnswerers } from "@/lib/retention/server/list-answerers";
import { pageStoreOf } from "@/lib/stores/page-store";
import { findPageStore } from "@/lib/stores/server/requested-store";

export const metadata: Metadata = { title: "Change a retention rule" };

const EditRulePage = async ({ params }: { params: Promise<{ id: string }> }) => {
  const { id: text } = await params;
  const path = `/settings/retention/${encodeURIComponent(text)}/edit`;
  const member = await requireMember(path);
  if (!can(member.role, "retention:manage")) {
    return (
      <SettingsFrame>
        <NoPermission member={member} permission="retention:manage" />
      </SettingsFrame>
    );
  }
  const ctx = contextOf(member);
  const rule = await findRule(ctx, text);
  if (rule === null || rule.isDeclared || rule.status === "removed") notFound();
  const found = await findPageStore(ctx, rule.storeId);
  if (!found.ok)
    return (
      <StoreUnavailable
        title="Change a retention rule"
        problem={found.problem}
        path={path}
        canManage={can(member.role, "stores:manage")}
      />
    );
  const { current } = rule;
  return (
    <SettingsFrame>
      <StoreProvider store={pageStoreOf(found.store)}>
        <RuleForm
          draft={{
            ...current,
            waitDays: String(current.waitDays),
            countMax: String(current.countMax),
            usualFactor: String(current.usualFactor),
          }}
          changed={{ id: rule.id, version: current.version, isOn: rule.status === "on" }}
          answerers={await listAnswerers(ctx)}
          timeZones={["UTC", ...Intl.supportedValuesOf("timeZone")]}
        />
      </StoreProvider>
    </SettingsFrame>
  );
};

export default EditRulePage;
