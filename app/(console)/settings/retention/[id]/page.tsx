import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { NoPermission } from "@/components/layout/no-permission";
import { RuleView } from "@/components/retention/rule-view";
import { SettingsFrame } from "@/components/settings/settings-frame";
import { contextOf, requireMember } from "@/lib/access/server/member-context";
import { can } from "@/lib/access/types";
import { waitingPositionFrom } from "@/lib/retention/waiting-position";
import { findRule } from "@/lib/retention/server/find-rule";
import { listRuns, listVersions } from "@/lib/retention/server/list-rules";
import { listExemptions, listWaiting } from "@/lib/retention/server/list-waiting";

export const metadata: Metadata = { title: "Retention rule" };

const RulePage = async ({
  params,
  searchParams,
}: {
  params: Promise<{ id: string }>;
  searchParams: Promise<{ after?: string | string[] }>;
}) => {
  const { id: text } = await params;
  const member = await requireMember(`/settings/retention/${encodeURIComponent(text)}`);
  if (!can(member.role, "deletions:read")) {
    return (
      <SettingsFrame>
        <NoPermission member={member} permission="deletions:read" />
      </SettingsFrame>
    );
  }
  const ctx = contextOf(member);
  const rule = await findRule(ctx, text);
  if (rule === null) notFound();
  const canManage = can(member.role, "retention:manage");
  const after = waitingPositionFrom((await searchParams).after);
  const [runs, versions, waiting, kept] = await Promise.all([
    listRuns(ctx, rule.id),
    listVersions(ctx, rule.id),
    listWaiting(ctx, rule, { after }),
    canManage ? listExemptions(ctx, rule.id) : { exemptions: [], count: 0 },
  ]);
  return (
    <SettingsFrame>
      <RuleView
        {...{ rule, runs, versions, waiting, kept, canManage }}
        isFirstWaiting={after === null}
        canReadMemories={can(member.role, "memories:read")}
        now={ctx.now().toISOString()}
      />
    </SettingsFrame>
  );
};

export default RulePage;
