import { residuePlaceWords } from "@/components/deletions/residue-words";
import { statusWords } from "@/components/deletions/deletion-status";
import { deletionStatuses } from "@/lib/deletions/status";
import type { LedgerEventKind } from "@/lib/ledger/server/record-event";
import type { ShownEvent } from "@/lib/ledger/types";
import { withNamedInvisible } from "@/lib/text/invisible-characters";

/** What happened, in words; an event of a kind this release does not know is called by its own name. */
export const eventWords = (event: ShownEvent): string => {
  const words = kindWords[event.kind as LedgerEventKind] as string | undefined;
  const facts = withNamedInvisible(factWords(event));
  return `${words ?? event.kind}${facts === "" ? "" : `: ${facts}`}`;
};

/** Who did it, or null when the event does not say. */
export const actorWordsOf = ({ actor }: ShownEvent): string | null => {
  if (actor === null) return null;
  if (actor.label !== null) {
    const name = withNamedInvisible(actor.label);
    return actor.kind === "api-key" ? `API key ${name}` : name;
  }
  if (actor.kind === "system") return commands[actor.id] ?? "Lethe";
  return actor.kind === "api-key" ? "API key" : "Former member";
};

/** What acts by the ID of a command was done on the machine, by hand. */
const commands: Partial<Record<string, string>> = {
  "member-command": "npm run member",
  "api-key-command": "npm run api-key",
  "safety-command": "npm run safety",
  "journal-command": "npm run journal",
};

/** What Lethe does by itself, or as a command. */
export const commandActors: readonly { id: string; label: string }[] = [
  { id: "lethe", label: "Lethe" },
  ...Object.entries(commands).map(([id, label]) => ({ id, label: label ?? id })),
];

// Typed by the kinds there are, so that a new one cannot be forgotten here.
const kindWords: Record<LedgerEventKind, string> = {
  "member.created": "Member created",
  "member.invited": "Member invited",
  "member.joined": "Member joined",
  "member.provider-linked": "Member linked to the sign-in provider",
  "member.role-changed": "Member's role changed",
  "member.disabled": "Member disabled",
  "member.enabled": "Member enabled",
  "member.reset-link-created": "Password reset link created",
  "member.password-changed": "Member's password changed",
  "member.totp-enabled": "One-time passwords turned on",
  "member.totp-disabled": "One-time passwords turned off",
  "member.recovery-codes-renewed": "New recovery codes created",
  "member.sessions-ended": "Member signed out",
  "safety.rule-changed": "Second-person rule changed",
  "approval.requested": "Approval requested",
  "approval.approved": "Approved",
  "approval.declined": "Declined",
  "approval.expired": "Approval expired",
  "approval.withdrawn": "Request for approval withdrawn",
  "api-key.created": "API key created",
  "api-key.revoked": "API key revoked",
  "store.added": "Store added",
  "store.changed": "Store's settings changed",
  "store.renamed": "Store renamed",
  "store.credentials-changed": "Store's credentials changed",
  "store.disabled": "Store disabled",
  "store.enabled": "Store enabled",
  "ticket.created": "Ticket created",
  "ticket.changed": "Ticket changed",
  "ticket.deleted": "Ticket deleted at the end of its retention",
  "project.changed": "Settings of the API's project changed",
  "webhook.created": "Webhook created",
  "webhook.updated": "Webhook changed",
  "webhook.deleted": "Webhook deleted",
  "memories.imported": "Memories imported",
  "memories.exported": "Memories exported",
  "sample.loaded": "Sample memories loaded",
  "deletion.requested": "Deletion requested",
  "deletion.paused": "Deletion paused",
  "deletion.resumed": "Deletion resumed",
  "deletion.cancelled": "Deletion cancelled",
  "deletion.finished": "Deletion finished",
  "deletion.verified": "Deletion verified",
  "deletion.filter-erased": "Filter of a deletion erased",
  "deletion.text-erased": "Reason and ticket of a deletion erased",
  "deletion.corrected": "Deletion corrected after reading back",
  "deletion.purge-requested": "Removal of copies requested",
  "deletion.purged": "Copies removed",
  "deletion.copies-checked": "Copies of a deletion looked for",
  "certificate.issued": "Certificate issued",
  "hold.placed": "Hold placed",
  "hold.released": "Hold released",
  "hold.covers-erased": "Released holds: what they covered erased",
  "clean.requested": "Clean of the database files requested",
  "clean.finished": "Clean of the database files ended",
  "retention.rule-created": "Retention rule made",
  "retention.rule-changed": "Retention rule changed",
  "retention.rule-turned-on": "Retention rule turned on",
  "retention.rule-paused": "Retention rule paused",
  "retention.rule-removed": "Retention rule removed",
  "retention.exempted": "Kept from a retention rule",
  "retention.exemption-ended": "No longer kept from a retention rule",
  "retention.run-asked": "Retention rule told to run",
  "retention.run-waiting": "Run of a retention rule waits for a person",
  "retention.run-decided": "Run of a retention rule decided",
  "retention.run-ended": "Run of a retention rule ended",
  "retention.run-failed": "Run of a retention rule given up",
  "ledger.alarm-acknowledged": "Alarm of the ledger acknowledged",
  "ledger.keys-changed": "Keys of the ledger's checkpoints changed",
  "journal.restored": "Found to be restored from an older backup",
  "journal.replayed": "Erased again what a restored backup had brought back",
};

const groupLabels: Record<string, string> = {
  member: "Members",
  safety: "Second person",
  approval: "Approvals",
  "api-key": "API keys",
  store: "Stores",
  ticket: "Tickets",
  hold: "Holds",
  deletion: "Deletions",
  retention: "Retention",
};

/** Every kind of event in words, by what it is about, as a filter offers it. */
export const eventKindGroups: readonly { label: string; kinds: { kind: string; words: string }[] }[] = [
  ...new Set(Object.keys(kindWords).map((kind) => groupLabels[kind.split(".")[0] ?? ""] ?? "Other")),
]
  .sort((one, other) => Number(one === "Other") - Number(other === "Other"))
  .map((label) => ({
    label,
    kinds: Object.entries(kindWords)
      .filter(([kind]) => (groupLabels[kind.split(".")[0] ?? ""] ?? "Other") === label)
      .map(([kind, words]) => ({ kind, words })),
  }));

const controlKinds = new Set(["deletion.paused", "deletion.resumed", "deletion.cancelled"]);

const factWords = ({ kind, facts }: ShownEvent): string => {
  const { member, apiKey, role, count, status, expectedCount, addedCount, deletedCount, residualCount } =
    facts;
  if (facts.place !== undefined) {
    const copies = Number(facts.purgedCount ?? expectedCount ?? 0);
    return `${copies.toLocaleString("en")} in ${residuePlaceWords(String(facts.place))}`;
  }
  if (kind.startsWith("ticket.")) return String(facts.change ?? "").replaceAll("_", " ");
  if (facts.approvalKind !== undefined) return approvalWords(facts);
  const subject = member ?? apiKey ?? (kind.startsWith("store.") ? facts.store : undefined);
  if (subject !== undefined) return [subject, role].filter((fact) => fact !== undefined).join(", ");
  if (kind === "deletion.requested" && expectedCount !== undefined) return memories(expectedCount);
  if (addedCount !== undefined) return `${memories(addedCount)} added`;
  if (kind === "deletion.verified" && residualCount !== undefined) return verifiedWords(facts);
  // Its name says where the deletion went.
  if (controlKinds.has(kind)) return deletedCount === undefined ? "" : `${memories(deletedCount)} deleted`;
  if (status !== undefined) {
    const known = deletionStatuses.find((each) => each === status);
    const words = known === undefined ? String(status) : statusWords[known].toLowerCase();
    return deletedCount === undefined ? words : `${words}, ${memories(deletedCount)} deleted`;
  }
  return count === undefined ? "" : memories(count);
};

/** What was to be approved, and, once it is decided, who had asked; who decided is the event's actor. */
const approvalWords = ({ approvalKind, requestedBy, count }: ShownEvent["facts"]): string => {
  const kinds: Record<string, string> = {
    deletion: "deletion",
    member: "change of a member",
    "api-key": "API key",
    rule: "change of the second-person rule",
    retention: "retention rule",
    hold: "release of a hold",
  };
  const what = kinds[String(approvalKind)] ?? String(approvalKind);
  return [
    count === undefined ? what : `${what} of ${memories(count)}`,
    requestedBy === undefined ? null : `asked by ${requestedBy}`,
  ]
    .filter((part) => part !== null)
    .join(", ");
};

/** Events older than `stayedCount` do not record what failed or was kept, so for those this claims nothing. */
const verifiedWords = ({ residualCount, stayedCount, uncheckedCount }: ShownEvent["facts"]): string => {
  const parts = [
    Number(residualCount) > 0 ? `${memories(residualCount ?? 0)} found still stored` : null,
    Number(stayedCount ?? 0) > 0 ? `${memories(stayedCount ?? 0)} failed or kept, and still stored` : null,
    Number(uncheckedCount ?? 0) > 0 ? "not everything could be checked" : null,
  ].filter((part) => part !== null);
  return parts.length === 0 ? "nothing found" : parts.join(", ");
};

const memories = (count: string | number): string =>
  `${count.toLocaleString("en")} ${count === 1 ? "memory" : "memories"}`;
