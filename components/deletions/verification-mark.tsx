import clsx from "clsx";
import type { ReactNode } from "react";
import { CircleAlert, CircleCheck, CircleDashed } from "lucide-react";
import type { Deletion } from "@/lib/deletions/types";
import { verificationStateOf } from "@/lib/deletions/verification-state";

const looks = {
  verified_absent: { Icon: CircleCheck, classes: "text-success" },
  residual: { Icon: CircleAlert, classes: "text-warning" },
  not_verified: { Icon: CircleDashed, classes: "text-warning" },
} as const;

/** What reading back found, in a list of deletions; `none` where nothing is to be said of it yet. */
export const VerificationMark = ({ deletion, none = null }: { deletion: Deletion; none?: ReactNode }) => {
  const state = verificationStateOf(deletion);
  if (state === null) return none;
  const { Icon, classes } = looks[state.kind];
  const words =
    state.kind === "residual"
      ? `${state.stillStoredCount.toLocaleString("en")} still stored`
      : state.kind === "verified_absent"
        ? "Verified absent"
        : "Not verified";
  return (
    <span className={clsx("inline-flex items-center gap-1.5 whitespace-nowrap", classes)}>
      <Icon size={14} aria-hidden className="shrink-0" />
      {words}
    </span>
  );
};
