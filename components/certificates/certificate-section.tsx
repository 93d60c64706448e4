import { can, type Role } from "@/lib/access/types";
import type { CertificateAbout } from "@/lib/certificates/types";
import { CertificateMenu } from "./certificate-menu";

/** The part of a deletion's page where its certificate is issued; nothing for roles that issue none. */
export const CertificateSection = ({ about, role }: { about: CertificateAbout; role: Role }) =>
  can(role, "certificates:issue") ? (
    <section aria-labelledby="certificate" className="grid min-w-0 gap-2 print:hidden">
      <h2 id="certificate" className="text-base font-medium">
        Certificate
      </h2>
      <CertificateMenu about={about} role={role} />
    </section>
  ) : null;
