import { StoreError } from "@/lib/errors/store-error";
import type { PlatformSettings } from "@/lib/stores/store-settings";
import type { Ping } from "./answers";
import type { PlatformRequests } from "./requests";

/**
 * A key belongs to one project, and no request that deletes can name another. The organisation and project of the settings
 * are therefore what the key must belong to: a key of another project is forbidden here, before anything is read or deleted.
 */
export const refuseOtherProject = (
  { org_id, project_id }: Ping,
  { organisationId, projectId }: PlatformSettings,
): void => {
  const isOther =
    (organisationId !== null && organisationId !== org_id) ||
    (projectId !== null && projectId !== project_id);
  if (isOther) throw new StoreError("forbidden");
};

/** Asks once whose key it is, when the settings say whose it has to be; a question that failed is asked again. */
export const projectGuard = (
  { ping }: Pick<PlatformRequests, "ping">,
  settings: PlatformSettings,
): (() => Promise<void>) => {
  if (settings.organisationId === null && settings.projectId === null) return () => Promise.resolve();
  let asked: Promise<void> | null = null;
  return () => {
    if (asked !== null) return asked;
    const asking = ping().then((found) => refuseOtherProject(found, settings));
    asked = asking;
    asking.catch(() => {
      asked = null;
    });
    return asking;
  };
};
