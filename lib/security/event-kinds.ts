/** What is written down as it happens at the doors. Words for each: components/security/event-words.ts. */
export const securityEventKinds = [
  "sign_in",
  "sign_in_failed",
  "sign_in_limited",
  "sign_out",
  "session_refused",
  "reauthenticated",
  "reauthentication_failed",
  "totp_failed",
  "totp_reused",
  "recovery_code_used",
  "action_refused",
  "request_refused",
  "api_key_refused",
  "limit_hit",
  "link_refused",
  "events_left_out",
] as const;
export type SecurityEventKind = (typeof securityEventKinds)[number];

export const securityEventDays = 90;
