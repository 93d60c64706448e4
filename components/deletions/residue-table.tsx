import clsx from "clsx";
import { CircleAlert, CircleCheck, CircleDashed, CircleSlash } from "lucide-react";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { storeErrorWords } from "@/lib/stores/store-error";
import type { ResidueLine } from "@/lib/stores/residue";
import { residueCommand, residueExplanations, residueOutcomeWords, residuePlaceWords } from "./residue-words";

const cellClasses = "border-b px-3 py-2 align-top group-last/row:border-b-0";

/** Each place with what was found there; what cannot be removed from here comes with what to do about it. */
export const ResidueTable = ({
  lines,
  isBusy,
  onPurge,
}: {
  lines: readonly ResidueLine[];
  isBusy: boolean;
  onPurge: (line: ResidueLine) => void;
}) =>
  lines.length === 0 ? (
    <p className="text-sm text-muted">A store of this kind has no place that Lethe knows to look in.</p>
  ) : (
    <div className="overflow-x-auto rounded-md border bg-surface">
      <table aria-labelledby="residue" className="w-full border-separate border-spacing-0 text-sm">
        <tbody>
          {lines.map((line) => (
            <tr key={line.place} className="group/row">
              <th scope="row" className={clsx(cellClasses, "min-w-56 text-left font-normal")}>
                <span className="block first-letter:uppercase">{residuePlaceWords(line.place)}</span>
                <p className="max-w-[70ch] text-xs text-muted">{residueExplanations[line.place]}</p>
                {line.outcome !== "none" && !line.canPurge && <Command line={line} />}
              </th>
              <td className={clsx(cellClasses, "whitespace-nowrap")}>
                <Mark line={line} />
              </td>
              <td className={clsx(cellClasses, "text-right")}>
                {line.canPurge && (
                  <Button size="small" look="danger-plain" disabled={isBusy} onClick={() => onPurge(line)}>
                    Remove…
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );

const Command = ({ line }: { line: ResidueLine }) => {
  const command = residueCommand(line);
  return (
    <div className="mt-1 grid gap-1">
      <p className="max-w-[70ch] text-xs">
        {line.errorCode !== null && `${storeErrorWords(line.errorCode)} `}
        On its server this removes it, together with what other deletions left:
      </p>
      <div className="flex max-w-[70ch] items-start gap-1">
        <code className="min-w-0 flex-1 rounded-md border bg-canvas px-2 py-1 font-mono text-xs break-words">
          {command}
        </code>
        <CopyButton text={command} label="Copy command" />
      </div>
    </div>
  );
};

const looks = {
  none: { Icon: CircleCheck, classes: "text-success" },
  found: { Icon: CircleAlert, classes: "text-warning" },
  unknown: { Icon: CircleDashed, classes: "text-muted" },
  out_of_reach: { Icon: CircleSlash, classes: "text-muted" },
} as const;

const Mark = ({ line }: { line: ResidueLine }) => {
  const { Icon, classes } = looks[line.outcome];
  return (
    <span className={clsx("inline-flex items-center gap-1.5", classes)}>
      <Icon size={14} aria-hidden className="shrink-0" />
      {residueOutcomeWords(line)}
    </span>
  );
};
