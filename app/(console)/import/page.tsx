import type { Metadata } from "next";
import { ImportView } from "@/components/imports/import-view";
import { NoPermission } from "@/components/layout/no-permission";
import { PageHeader } from "@/components/layout/page-header";
import { requireMember } from "@/lib/access/server/member-context";
import { can } from "@/lib/access/types";

export const metadata: Metadata = { title: "Import" };

const ImportPage = async () => {
  const member = await requireMember("/import");
  return (
    <>
      <PageHeader title="Import memories" />
      {can(member.role, "memories:import") ? (
        <ImportView storeName="the built-in store" />
      ) : (
        <NoPermission member={member} permission="memories:import" />
      )}
    </>
  );
};

export default ImportPage;
