import { Notice } from "@/components/ui/notice";
import type { Role } from "@/lib/access/types";

/** In place of a confirmation that this member may not give: what it would do, and who can. */
export const WhoCan = ({ roles, sentences = [] }: { roles: Role[]; sentences?: readonly string[] }) => (
  <Notice look="warning" role="status">
    {sentences.map((sentence) => (
      <p key={sentence}>{sentence}</p>
    ))}
    <p className="font-medium">
      Your role does not allow this. Members with the role {roles.join(" or ")} can do it.
    </p>
  </Notice>
);
