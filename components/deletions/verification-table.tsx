import clsx from "clsx";
import { CircleAlert, CircleCheck, CircleDashed, CircleSlash } from "lucide-react";
import type { ReactNode } from "react";
import { Instant } from "@/components/ui/instant";
import type {
  Verification,
  VerificationCheck,
  VerificationCheckName,
  VerificationOutcome,
} from "@/lib/deletions/verification";
import { durationWords } from "./duration-words";
import { VerificationSection } from "./verification-section";

const headClasses = "h-9 border-b bg-canvas px-3 text-left text-xs font-medium text-muted";
const cellClasses = "h-9 border-b px-3 py-1.5 align-top group-last/row:border-b-0";

/** What was looked for after a deletion, how, and what was found. `action` stands beside the heading. */
export const VerificationTable = ({
  verification,
  failedCount,
  action,
}: {
  verification: Verification;
  /** Memories of the deletion that are not believed to be gone. */
  failedCount: number;
  action: ReactNode;
}) => (
  <VerificationSection
    action={action}
    note={
      <>
        What was looked for in the store, <Instant at={verification.verifiedAt} />. Memories that had failed
        before were not looked for.
      </>
    }
  >
    <div
      role="region"
      aria-label="Verification, scrolls sideways"
      tabIndex={0}
      className="relative overflow-x-auto rounded-md border bg-surface"
    >
      <table aria-labelledby="verification" className="w-full border-separate border-spacing-0 text-sm">
        <thead>
          <tr>
            <th scope="col" className={headClasses}>
              Check
            </th>
            <th scope="col" className={headClasses}>
              Result
            </th>
            <th scope="col" className={clsx(headClasses, "text-right!")}>
              Looked for
            </th>
            <th scope="col" className={clsx(headClasses, "text-right!")}>
              Still stored
            </th>
            <th scope="col" className={headClasses}>
              Not of this deletion
            </th>
            <th scope="col" className={clsx(headClasses, "text-right!")}>
              Time
            </th>
          </tr>
        </thead>
        <tbody>
          {verification.checks.map((check) => (
            <CheckRow key={check.check} check={check} failedCount={failedCount} />
          ))}
        </tbody>
      </table>
    </div>
  </VerificationSection>
);

const CheckRow = ({ check, failedCount }: { check: VerificationCheck; failedCount: number }) => (
  <tr className="group/row">
    <th scope="row" className={clsx(cellClasses, "text-left font-normal")}>
      {checkWords[check.check].what}
      {failedCount > 0 && (
        <span className="block text-xs text-muted">besides the {number(failedCount)} that failed</span>
      )}
      {check.check === "text" && check.outcome === "not_checked" && (
        <span className="block text-xs text-muted">words are remembered only while a deletion runs</span>
      )}
    </th>
    <td className={cellClasses}>
      <OutcomeMark outcome={check.outcome} />
    </td>
    <td className={clsx(cellClasses, "text-right")}>
      {check.checkedCount === null ? <span className="text-muted">–</span> : number(check.checkedCount)}
    </td>
    <td className={clsx(cellClasses, "text-right", check.residualCount > 0 && "font-medium text-warning")}>
      {check.outcome === "not_checked" ? <span className="text-muted">–</span> : number(check.residualCount)}
    </td>
    <td className={cellClasses}>
      {check.otherCount > 0 && `${number(check.otherCount)} ${checkWords[check.check].others}`}
    </td>
    <td className={clsx(cellClasses, "text-right whitespace-nowrap text-muted")}>
      {durationWords(check.durationMs)}
    </td>
  </tr>
);

const checkWords: Record<VerificationCheckName, { what: string; others: string }> = {
  ids: { what: "Each memory, by its id", others: "stored again later, under the same id" },
  selection: {
    what: "The filter counted again, expired memories too",
    others: "stored after the cutoff, and left alone",
  },
  versions: { what: "Earlier versions", others: "stored again later, under the same id" },
  text: { what: "Text search, by words of a few of the texts", others: "with the same words" },
};

const marks: Record<VerificationOutcome, { words: string; Icon: typeof CircleCheck; classes: string }> = {
  verified_absent: { words: "Verified absent", Icon: CircleCheck, classes: "text-success" },
  residual: { words: "Residual", Icon: CircleAlert, classes: "text-warning" },
  unsupported: { words: "Unsupported", Icon: CircleSlash, classes: "text-muted" },
  not_checked: { words: "Not checked", Icon: CircleDashed, classes: "text-muted" },
};

const OutcomeMark = ({ outcome }: { outcome: VerificationOutcome }) => {
  const { words, Icon, classes } = marks[outcome];
  return (
    <span className={clsx("inline-flex items-center gap-1.5 whitespace-nowrap", classes)}>
      <Icon size={14} aria-hidden className="shrink-0" />
      {words}
    </span>
  );
};

const number = (value: number): string => value.toLocaleString("en");
