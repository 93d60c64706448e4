import { headers } from "next/headers";
import { serverDatabase } from "@/lib/database/server/server-database";
import { clientAddress } from "@/lib/security/server/client-address";
import type { LinkRefusal } from "@/lib/members/types";
import { recordSecurityEvent } from "@/lib/security/server/record-security-event";

/** Writes down, for Settings → Security, that a link did not work for the request being answered. */
export const noteRefusedLink = async (refusal: LinkRefusal): Promise<void> => {
  const address = clientAddress(await headers());
  void recordSecurityEvent(serverDatabase(), {
    kind: "link_refused",
    actor: null,
    address,
    detail: { reason: refusal },
  });
};
