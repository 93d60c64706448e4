import type { SecurityEventKind } from "@/lib/security/event-kinds";

export const securityEventGroups = ["sign-ins", "failures", "refusals", "limits"] as const;
export type SecurityEventGroup = (typeof securityEventGroups)[number];

/** What the page of security events can be narrowed to. */
export const kindsOfGroup: Record<SecurityEventGroup, readonly SecurityEventKind[]> = {
  "sign-ins": ["sign_in", "sign_out", "reauthenticated", "recovery_code_used"],
  failures: [
    "sign_in_failed",
    "sign_in_limited",
    "reauthentication_failed",
    "totp_failed",
    "totp_reused",
    "session_refused",
    "link_refused",
  ],
  refusals: ["action_refused", "request_refused", "api_key_refused"],
  limits: ["limit_hit", "sign_in_limited", "events_left_out"],
};

/** `at` and `id` are strings and numbers, as pages take them. */
export type ShownSecurityEvent = {
  id: number;
  at: string;
  kind: string;
  actor: { kind: "member" | "api-key" | "system"; label: string } | null;
  address: string | null;
  detail: Record<string, string | number>;
  /** How often within the minute. */
  count: number;
};
export type SecurityEventPage = { events: ShownSecurityEvent[]; nextBeforeId: number | null };
