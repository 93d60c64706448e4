import type { PermitRequest, SafetyRule } from "./types";

/** A change that needs a second person, as a sentence without a full stop. `subject`: the member it is about, by name. */
export const changeWords = (request: PermitRequest, subject: string | null): string => {
  switch (request.kind) {
    case "member":
      return memberWords(request.change, subject ?? "a former member");
    case "api-key":
      return apiKeyWords(request.change);
    case "hold":
      return `Release the hold “${request.change.name}”, so that what it covers can be deleted and changed`;
    case "rule":
      return request.change.isOn
        ? `Change the second-person rule: ${ruleWords(request.change)}`
        : "Turn off the second-person rule";
    case "retention":
      return retentionWords(request.change);
  }
};

/** Where the one who asked makes the change, once it is approved. */
export const changeHref = (request: PermitRequest): string => {
  switch (request.kind) {
    case "member":
      return "/settings/members";
    case "api-key":
      return "/settings/api-keys";
    case "hold":
      return "/settings/holds";
    case "rule":
      return "/settings/safety";
    case "retention":
      return `/settings/retention/${request.change.ruleId}`;
  }
};

type Change<Kind extends PermitRequest["kind"]> = Extract<PermitRequest, { kind: Kind }>["change"];

const memberWords = (change: Change<"member">, name: string): string => {
  switch (change.action) {
    case "invite":
      return `Mail ${change.email} an invitation with the role ${change.role}`;
    case "change-role":
      return `Change the role of ${name} from ${change.from} to ${change.to}`;
    case "disable":
      return `Disable ${name}`;
    case "enable":
      return `Enable ${name}`;
    case "reset":
      return `Mail ${name} a reset link${change.removesTotp ? ", which also removes their one-time passwords" : ""}`;
  }
};

const retentionWords = (change: Change<"retention">): string => {
  const count = (change.action === "turn-on" ? change.countMax : change.count).toLocaleString("en-US");
  return change.action === "turn-on"
    ? `Turn on the retention rule “${change.name}”, version ${change.version}, which deletes up to ${count} memories a run by itself`
    : `Let the retention rule “${change.name}” delete ${count} memories in one run, more than it may by itself`;
};

const apiKeyWords = ({ name, role, storeId, entities, expiresAt }: Change<"api-key">): string => {
  const limits = [
    storeId === null ? null : `for the store ${storeId}`,
    entities === null ? null : `for ${entities.map(({ kind, value }) => `${kind} ${value}`).join(", ")}`,
    expiresAt === null ? null : `until ${expiresAt.slice(0, 10)}`,
  ].filter((limit) => limit !== null);
  return [`Create the API key “${name}” with the role ${role}`, ...limits].join(", ");
};

/** What waits under a rule that is on. */
export const ruleWords = ({ countMax, coversSupport }: SafetyRule): string => {
  const what = [
    "wildcards and wipes",
    countMax === null ? null : `deletions of more than ${countMax.toLocaleString("en-US")} memories`,
    coversSupport ? "every deletion by support" : null,
  ].filter((each) => each !== null);
  return what.join(", ");
};
