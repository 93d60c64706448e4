import type { DenialGround, IdentityMethod, Law, ReceivedBy, TicketState } from "./types";

export const stateWords: Record<TicketState, string> = {
  open: "Open",
  identity: "Waiting for identity",
  searching: "Searching",
  to_confirm: "To confirm",
  erasing: "Erasing",
  done: "Done",
  partly_done: "Partly done",
  denied: "Denied",
  withdrawn: "Withdrawn",
  closed: "Closed",
};

export const lawWords: Record<Law, string> = {
  gdpr: "GDPR",
  ccpa: "CCPA",
  other: "Other law",
  own_policy: "Own policy",
};

export const receivedByWords: Record<ReceivedBy, string> = {
  email: "E-mail",
  phone: "Phone",
  letter: "Letter",
  form: "Web form",
  in_person: "In person",
  api: "API",
  other: "Other",
};

export const identityMethodWords: Record<IdentityMethod, string> = {
  account: "Signed in to their account",
  email: "Answered from a known e-mail address",
  phone: "Called back on a known number",
  document: "Showed a document",
  not_needed: "No doubt who asks",
  other: "Other",
};

export const denialGroundWords: Record<DenialGround, string> = {
  identity_not_proven: "Identity not proven",
  legal_obligation: "A law requires keeping it",
  legal_claims: "Needed for legal claims",
  public_interest: "Public interest",
  free_expression: "Freedom of expression and information",
  excessive: "Unfounded or excessive",
  not_found: "Nothing found about this person",
  other: "Other",
};
