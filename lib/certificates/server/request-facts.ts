import { dayIn, daysBetween } from "@/lib/tickets/clocks";
import type { TicketRow } from "@/lib/tickets/server/ticket-row";
import type { CertificateErasure, CertificateFacts, CertificateVerdict, CheckedPlace } from "../types";

type Request = CertificateFacts["request"];

type Asked = {
  /** Null: of a deletion that no ticket is known of. */
  ticket: TicketRow | null;
  reference: string | null;
  erasures: readonly Pick<CertificateErasure, "finishedAt">[];
  answeredAt: Date | null;
  issuedAt: Date;
  timeZone: string;
};

/** Who asked for what and when, and how the clock of the law stands. */
export const requestFacts = ({
  ticket,
  reference,
  erasures,
  answeredAt,
  issuedAt,
  timeZone,
}: Asked): Request => {
  const dayOf = (at: Date): string => dayIn(timeZone, at);
  const lastEnd = erasures
    .map(({ finishedAt }) => finishedAt)
    .toSorted()
    .at(-1);
  const answeredOn = answeredAt === null ? null : dayOf(answeredAt);
  return {
    reference,
    nature: "erasure",
    law: ticket?.law ?? null,
    receivedOn: ticket?.receivedOn ?? null,
    receivedBy: ticket?.receivedBy ?? null,
    acknowledgeDueOn: ticket?.acknowledgeDueOn ?? null,
    acknowledgedOn: ticket?.acknowledgedOn ?? null,
    dueOn: ticket?.dueOn ?? null,
    extendedOn: ticket?.extendedOn ?? null,
    erasedOn: lastEnd === undefined ? null : dayOf(new Date(lastEnd)),
    answeredOn,
    days: ticket === null ? null : daysBetween(ticket.receivedOn, answeredOn ?? dayOf(issuedAt)),
    denialGround: ticket?.denialGround ?? null,
    identity:
      ticket?.identityCheckedAt == null || ticket.identityMethod === null
        ? null
        : { method: ticket.identityMethod, checkedOn: dayOf(ticket.identityCheckedAt) },
    timeZone,
  };
};

/** The fields that NIST SP 800-88r2 and the CCPA's regulations ask for. */
export const standardsOf = ({
  request,
  places,
  verdict,
  version,
}: {
  request: Request;
  places: readonly Pick<CheckedPlace, "coverage" | "outcome">[];
  verdict: CertificateVerdict;
  version: string;
}): CertificateFacts["standards"] => {
  const looked = places.filter(({ outcome }) => outcome === "verified_absent" || outcome === "residual");
  return {
    nist80088r2: {
      media: "records_of_a_service",
      technique: "logical_deletion",
      claim: "neither_clear_nor_purge",
      tool: `Lethe ${version}`,
      check: looked.some(({ coverage }) => coverage === "every")
        ? "validation"
        : looked.length > 0
          ? "verification"
          : "none",
    },
    ccpa7101:
      request.law !== "ccpa" || request.receivedOn === null
        ? null
        : {
            requestOn: request.receivedOn,
            nature: "request_to_delete",
            manner: request.receivedBy ?? "other",
            responseOn: request.answeredOn,
            response: responseOf(request, verdict),
            denialGround: request.denialGround,
          },
  };
};

const responseOf = (
  { answeredOn }: Request,
  verdict: CertificateVerdict,
): "complied" | "complied_in_part" | "denied" | "pending" => {
  if (verdict === "denied") return "denied";
  if (answeredOn === null) return "pending";
  return verdict === "erased" ? "complied" : "complied_in_part";
};
