import { createHmac } from "node:crypto";
import type { Actor } from "@/lib/access/types";

/**
 * The secret that OpenDSR's answers and callbacks to one API key are signed with, as Standard Webhooks has it. Made of LETHE_SECRET
 * and the key's id each time, so that it is stored nowhere.
 */
export const openDsrSecretOf = (secret: string, controller: Pick<Actor, "id">): string =>
  `whsec_${createHmac("sha256", secret).update("lethe opendsr").update(controller.id).digest("base64")}`;

/** The domain that OpenDSR's answers and callbacks name. */
export const processorDomainOf = (publicUrl: string): string => new URL(publicUrl).host;

export const domainHeader = "x-opendsr-processor-domain";
