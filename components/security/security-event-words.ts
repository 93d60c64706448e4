import { permissions } from "@/lib/access/permissions";
import type { SecurityEventGroup, ShownSecurityEvent } from "@/lib/access/security-events";
import type { SecurityEventKind } from "@/lib/security/event-kinds";
import { withNamedInvisible } from "@/lib/text/invisible-characters";

/** What happened, in words; an event of a kind this release does not know is called by its own name. */
export const securityEventWords = (event: ShownSecurityEvent): string => {
  const words = kindWords[event.kind as SecurityEventKind] as
    ((of: ShownSecurityEvent) => string) | undefined;
  return words?.(event) ?? event.kind;
};

/** Whom it is about: a member or a key. Null: nobody that Lethe knows. */
export const securityActorWords = ({ actor }: ShownSecurityEvent): string | null => {
  if (actor === null) return null;
  if (actor.kind === "api-key") return `API key ${withNamedInvisible(actor.label)}`;
  return actor.kind === "system" ? "Lethe" : withNamedInvisible(actor.label);
};

export const groupWords: Record<SecurityEventGroup, string> = {
  "sign-ins": "Sign-ins",
  failures: "Failed sign-ins",
  refusals: "Refused requests",
  limits: "Limits",
};

// Typed by the kinds there are, so that a new one cannot be forgotten here.
const kindWords: Record<SecurityEventKind, (event: ShownSecurityEvent) => string> = {
  sign_in: ({ detail }) => (detail["method"] === "credentials" ? "Signed in" : "Signed in by single sign-on"),
  sign_in_failed: ({ actor, detail }) =>
    detail["method"] === "oidc"
      ? detail["reason"] === "exchange"
        ? "Single sign-on that did not end well"
        : "Refused after single sign-on"
      : actor === null
        ? "Sign-in with an email address that no member has"
        : "Wrong password at sign-in",
  sign_in_limited: ({ detail }) => limitWords(String(detail["limit"])),
  sign_out: () => "Signed out",
  session_refused: () => "Request with a session that had ended",
  reauthenticated: () => "Confirmed who they are",
  reauthentication_failed: ({ detail }) =>
    detail["limit"] === undefined ? "Wrong password when asked again" : limitWords(String(detail["limit"])),
  action_refused: ({ detail }) =>
    detail["code"] === undefined
      ? `Not allowed by the role: ${detail["action"] ?? "an action"}`
      : refusalWords(String(detail["code"])),
  request_refused: ({ detail }) =>
    detail["code"] === undefined
      ? `Not allowed by the role: ${permissionWords(String(detail["permission"]))}`
      : refusalWords(String(detail["code"])),
  api_key_refused: ({ detail }) =>
    detail["reason"] === "none" ? "API request without a key" : "Unknown, expired or revoked API key",
  totp_failed: ({ detail }) =>
    detail["limit"] === undefined
      ? "Wrong one-time password or recovery code"
      : "Too many one-time passwords tried",
  totp_reused: () => "One-time password used a second time",
  recovery_code_used: () => "Recovery code used",
  limit_hit: ({ detail }) => limitWords(String(detail["limit"])),
  link_refused: () => "Link that was used before, or has expired",
  events_left_out: () => "More events than are listed one by one",
};

const wordsOfLimit: Record<string, string> = {
  pair: "Too many sign-in attempts for one account from this address",
  address: "Too many sign-in attempts from this address",
  site: "Too many sign-in attempts from this network",
  account: "Many sign-in attempts for one account: slowed down",
  known: "Too many wrong passwords in a browser the member is known in",
  busy: "Too many sign-ins at once",
  "member-links": "Too many links opened from this address",
  "member-requests": "Too many requests by one member",
  "member-streams": "Lethe open in too many browsers",
  "api-requests": "Too many requests with one API key",
  "api-failures": "Too many requests without a valid API key from this address",
};
const limitWords = (limit: string): string => wordsOfLimit[limit] ?? "A limit was reached";

/** What was refused before it was read. */
const refusalWords = (code: string): string =>
  ({
    not_signed_in: "Request without a session",
    not_permitted: "Request from another site's page",
    too_large: "Request that was too large",
    invalid_input: "Request that cannot be read",
  })[code] ?? "Request refused";

const permissionWords = (permission: string): string => {
  const known = permissions as Record<string, { words: string } | undefined>;
  // The first clause says enough.
  return (
    known[permission]?.words.replace(/[.:;,].*$/, "").replace(/^./, (first) => first.toLowerCase()) ??
    permission
  );
};
