import { can, type Role } from "@/lib/access/types";
import type { DeletionId } from "@/lib/deletions/deletion-id";
import { CertificateMenu } from "./certificate-menu";

/** The part of a deletion's page where its certificate is issued; nothing for roles that issue none. */
export const CertificateSection = ({ deletionId, role }: { deletionId: DeletionId; role: Role }) =>
  can(role, "certificates:issue") ? (
    <section aria-labelledby="certificate" className="grid min-w-0 gap-2 print:hidden">
      <h2 id="certificate" className="text-base font-medium">
        Certificate
      </h2>
      <CertificateMenu about={{ deletionId }} subject={{ deletionId }} role={role} />
    </section>
  ) : null;
