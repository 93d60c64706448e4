import type { Metadata } from "next";
import Link from "next/link";
import { NoPermission } from "@/components/layout/no-permission";
import { PageHeader } from "@/components/layout/page-header";
import { buttonClasses } from "@/components/ui/button";
import { ViewState } from "@/components/ui/view-state";
import { WatchView } from "@/components/watches/watch-view";
import { contextOf, requireMember } from "@/lib/access/server/member-context";
import { can } from "@/lib/access/types";
import { env } from "@/lib/env/env";
import { ExpectedError } from "@/lib/errors/expected-error";
import { listStoreChoices } from "@/lib/stores/server/list-stores";
import { getWatch } from "@/lib/watches/server/manage-watches";
import { watchIdSchema } from "@/lib/watches/types";

export const metadata: Metadata = { title: "Watch" };

const WatchPage = async ({ params }: { params: Promise<{ id: string }> }) => {
  const { id: text } = await params;
  const member = await requireMember(`/watch/${encodeURIComponent(text)}`);
  if (!can(member.role, "memories:read")) {
    return (
      <>
        <PageHeader title="Watch" />
        <NoPermission member={member} permission="memories:read" />
      </>
    );
  }
  const ctx = contextOf(member);
  const id = watchIdSchema.safeParse(text);
  const watch = !id.success
    ? null
    : await getWatch(ctx, id.data).catch((error: unknown) => {
        if (error instanceof ExpectedError && error.code === "not_found") return null;
        throw error;
      });
  if (watch?.subject == null) return <Ended isSealed={watch !== null} />;
  return (
    <WatchView
      watch={watch}
      subject={watch.subject}
      address={`${env().publicUrl}/watch/${watch.id}`}
      stores={await listStoreChoices(ctx)}
    />
  );
};

const Ended = ({ isSealed }: { isSealed: boolean }) => (
  <>
    <PageHeader title="Watch" />
    <ViewState
      title={isSealed ? "What is watched cannot be read" : "This is not watched any more"}
      action={
        <Link href="/watch" className={buttonClasses()}>
          All watches
        </Link>
      }
    >
      {isSealed
        ? "It was sealed under another LETHE_SECRET."
        : "A link works for 30 days, or until a member ends it."}
    </ViewState>
  </>
);

export default WatchPage;
