import clsx from "clsx";
import { CircleAlert, CircleCheck, CircleDashed, CircleSlash } from "lucide-react";
import type { ReactNode } from "react";
import { Instant } from "@/components/ui/instant";
import { stillStoredCountOf, type Verification, type VerificationCheck } from "@/lib/deletions/verification";
import type { VerificationCheckName, VerificationOutcome } from "@/lib/deletions/verification-checks";
import { durationWords } from "./duration-words";
import { VerificationSection } from "./verification-section";

const headClasses = "h-9 border-b bg-canvas px-3 text-left text-xs font-medium text-muted";
const cellClasses = "h-9 border-b px-3 py-1.5 align-top group-last/row:border-b-0";

/** What was looked for after a deletion, how, and what was found. `action` stands beside the heading. */
export const VerificationTable = ({
  verification,
  isWholeStore,
  action,
}: {
  verification: Verification;
  isWholeStore: boolean;
  action: ReactNode;
}) => (
  <VerificationSection
    action={action}
    note={
      <>
        What was looked for in the store, <Instant at={verification.verifiedAt} />. Memories that failed or
        were kept are looked for too, and count as still stored.
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
              Not part of this deletion
            </th>
            <th scope="col" className={clsx(headClasses, "text-right!")}>
              Time
            </th>
          </tr>
        </thead>
        <tbody>
          {verification.checks.map((check) => (
            <CheckRow key={check.check} check={check} isWholeStore={isWholeStore} />
          ))}
        </tbody>
      </table>
    </div>
  </VerificationSection>
);

const CheckRow = ({ check, isWholeStore }: { check: VerificationCheck; isWholeStore: boolean }) => (
  <tr className="group/row">
    <th scope="row" className={clsx(cellClasses, "min-w-32 text-left font-normal")}>
      {check.check === "selection" && isWholeStore
        ? "The whole store counted again"
        : checkWords[check.check].what}
      {check.check === "text" && check.outcome === "not_checked" && (
        <Beside>words are kept only while a deletion runs</Beside>
      )}
      {check.unreadable !== undefined && (
        <Beside>{check.unreadable.count.toLocaleString("en")} found that could not be read</Beside>
      )}
      {check.stayedCount === null && (
        <Beside>failed and kept memories were not looked for: verify again</Beside>
      )}
    </th>
    <td className={cellClasses}>
      <OutcomeMark check={check} />
    </td>
    <td className={clsx(cellClasses, "text-right")}>
      {check.checkedCount === null ? <span className="text-muted">–</span> : number(check.checkedCount)}
    </td>
    <td
      className={clsx(cellClasses, "text-right", stillStoredCountOf(check) > 0 && "font-medium text-warning")}
    >
      {check.outcome === "not_checked" ? (
        <span className="text-muted">–</span>
      ) : (
        number(stillStoredCountOf(check))
      )}
      {(check.stayedCount ?? 0) > 0 && (
        <Beside>
          {check.residualCount === 0 ? "failed or kept" : `${number(check.stayedCount ?? 0)} failed or kept`}
        </Beside>
      )}
    </td>
    <td className={cellClasses}>
      {check.otherCount > 0 && `${number(check.otherCount)} ${checkWords[check.check].others}`}
    </td>
    <td className={clsx(cellClasses, "text-right whitespace-nowrap text-muted")}>
      {durationWords(check.durationMs)}
    </td>
  </tr>
);

const Beside = ({ children }: { children: ReactNode }) => (
  <span className="block text-xs font-normal text-muted">{children}</span>
);

const checkWords: Record<VerificationCheckName, { what: string; others: string }> = {
  ids: { what: "Each memory, by its ID", others: "stored again later, under the same ID" },
  selection: {
    what: "The filter counted again, expired memories too",
    others: "stored after the cutoff, left alone",
  },
  versions: { what: "Earlier versions", others: "stored again later, under the same ID" },
  text: { what: "Text search, with words from a few of the texts", others: "with the same words" },
};

const marks: Record<VerificationOutcome, { words: string; Icon: typeof CircleCheck; classes: string }> = {
  verified_absent: { words: "Verified absent", Icon: CircleCheck, classes: "text-success" },
  residual: { words: "Still stored", Icon: CircleAlert, classes: "text-warning" },
  unsupported: { words: "Unsupported", Icon: CircleSlash, classes: "text-muted" },
  not_checked: { words: "Not checked", Icon: CircleDashed, classes: "text-muted" },
};
/** Of what was taken for deleted nothing was found; what had failed or was kept was not looked for. */
const inPart = { words: "Partly absent", Icon: CircleAlert, classes: "text-warning" };

const OutcomeMark = ({ check: { outcome, stayedCount } }: { check: VerificationCheck }) => {
  const isInPart = outcome === "verified_absent" && stayedCount === null;
  const { words, Icon, classes } = isInPart ? inPart : marks[outcome];
  return (
    <span className={clsx("inline-flex items-center gap-1.5 whitespace-nowrap", classes)}>
      <Icon size={14} aria-hidden className="shrink-0" />
      {words}
    </span>
  );
};

const number = (value: number): string => value.toLocaleString("en");
