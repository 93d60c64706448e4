import { z } from "zod";
import { roles, type Role } from "@/lib/access/types";

/** The rule of the second person: which deletions and changes wait until another admin has approved them. */
export type SafetyRule = {
  isOn: boolean;
  /** Deletions of more memories wait too; null: the number alone never makes one wait. */
  countMax: number | null;
  /** Whether every deletion that someone with the role support requests waits. */
  coversSupport: boolean;
};

/** How it is before anybody has changed it. */
export const ruleByDefault: SafetyRule = { isOn: false, countMax: null, coversSupport: false };

/** A request waits so long for a decision, and an approved change so long to be made. */
export const approvalHours = 24;

/** An expiry date, and a narrowing, are null when the key has none. */
type ApiKeyChange = {
  action: "create";
  name: string;
  role: Role;
  storeId: string | null;
  entities: { kind: string; value: string }[] | null;
  expiresAt: string | null;
};

/** What a member may want to do with members. Ids only, but for the address of someone who is not a member yet. */
type MemberChange =
  | { action: "invite"; email: string; role: Role }
  | { action: "change-role"; memberId: string; from: Role; to: Role }
  | { action: "disable" | "enable"; memberId: string }
  | { action: "reset"; memberId: string; removesTotp?: true };

/** That a version of a retention rule runs by itself, or that one run takes more than it may by itself. */
type RetentionChange =
  | { action: "turn-on"; ruleId: string; version: number; name: string; countMax: number }
  | { action: "let-run"; runId: string; ruleId: string; name: string; count: number };

/** What needs a permit while the rule is on, exactly as it is to be done. */
export type PermitRequest =
  | { kind: "member"; change: MemberChange }
  | { kind: "api-key"; change: ApiKeyChange }
  /** By its name, to be read by who decides. */
  | { kind: "hold"; change: { action: "release"; holdId: string; name: string } }
  /** The rule as it is to become. */
  | { kind: "rule"; change: SafetyRule }
  | { kind: "retention"; change: RetentionChange };

const roleSchema = z.enum(roles);

/** A request as the database keeps it. */
export const permitRequestSchema: z.ZodType<PermitRequest> = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("member"),
    change: z.discriminatedUnion("action", [
      z.object({ action: z.literal("invite"), email: z.string(), role: roleSchema }),
      z.object({
        action: z.literal("change-role"),
        memberId: z.string(),
        from: roleSchema,
        to: roleSchema,
      }),
      z.object({ action: z.enum(["disable", "enable"]), memberId: z.string() }),
      z.object({
        action: z.literal("reset"),
        memberId: z.string(),
        removesTotp: z.literal(true).optional(),
      }),
    ]),
  }),
  z.object({
    kind: z.literal("api-key"),
    change: z.object({
      action: z.literal("create"),
      name: z.string(),
      role: roleSchema,
      storeId: z.string().nullable(),
      entities: z.array(z.object({ kind: z.string(), value: z.string() })).nullable(),
      expiresAt: z.string().nullable(),
    }),
  }),
  z.object({
    kind: z.literal("hold"),
    change: z.object({ action: z.literal("release"), holdId: z.string(), name: z.string() }),
  }),
  z.object({
    kind: z.literal("rule"),
    change: z.object({ isOn: z.boolean(), countMax: z.int().nullable(), coversSupport: z.boolean() }),
  }),
  z.object({
    kind: z.literal("retention"),
    change: z.discriminatedUnion("action", [
      z.object({
        action: z.literal("turn-on"),
        ruleId: z.string(),
        version: z.int(),
        name: z.string(),
        countMax: z.int(),
      }),
      z.object({
        action: z.literal("let-run"),
        runId: z.string(),
        ruleId: z.string(),
        name: z.string(),
        count: z.int(),
      }),
    ]),
  }),
]);

/** How a request for approval ended; `withdrawn`: by who asked, or as there was nothing left to approve. */
export const decisions = ["approved", "declined", "expired", "withdrawn"] as const;
export type Decision = (typeof decisions)[number];

/** An approval to make one change once. */
export type Permit = { id: string };
