import clsx from "clsx";
import { CircleAlert, CircleCheck, CircleDashed, CircleSlash } from "lucide-react";
import { Button } from "@/components/ui/button";
import type { DeletionId } from "@/lib/deletions/deletion-id";
import { CopyButton } from "@/components/ui/copy-button";
import type { ResidueLine } from "@/lib/stores/residue";
import { ProfileEvidence } from "./profile-evidence";
import { countWords } from "./profile-words";
import {
  residueCommand,
  residueExplanations,
  residueOutcomeWords,
  residuePlaceWords,
  residueReasonWords,
} from "./residue-words";

/**
 * Each place with what was found there; what cannot be removed from here comes with why, and with what to do about it. On a
 * narrow screen what was found stands under the place, so that nothing has to be scrolled sideways.
 */
export const ResidueList = ({
  lines,
  isBusy,
  deletionId,
  onPurge,
}: {
  lines: readonly ResidueLine[];
  isBusy: boolean;
  deletionId: DeletionId;
  onPurge: (line: ResidueLine) => void;
}) =>
  lines.length === 0 ? (
    <p className="text-sm text-muted">Lethe knows of no other places to look in for a store of this kind.</p>
  ) : (
    <ul aria-labelledby="residue" className="divide-y rounded-md border bg-surface text-sm">
      {lines.map((line) => (
        <li
          key={line.place}
          aria-label={residuePlaceWords(line.place)}
          className="grid gap-x-4 gap-y-2 px-3 py-2 sm:grid-cols-[minmax(0,1fr)_12rem_auto] sm:[&>button]:min-w-24"
        >
          <div className="min-w-0">
            <p className="first-letter:uppercase">{residuePlaceWords(line.place)}</p>
            <p className="max-w-[70ch] text-xs text-muted">{residueExplanations[line.place]}</p>
          </div>
          <Mark line={line} />
          {line.canPurge && (
            <Button
              size="small"
              look="danger-plain"
              className="justify-self-start sm:justify-self-end"
              disabled={isBusy}
              onClick={() => onPurge(line)}
            >
              {line.place === "profile"
                ? `Delete ${line.count === 1 ? "the user" : countWords(line.count, "user", "users")} in Mem0…`
                : "Remove…"}
            </Button>
          )}
          {line.outcome !== "none" && !line.canPurge && <Command line={line} />}
          {line.profiles !== undefined && (
            <ProfileEvidence profiles={line.profiles} deletionId={deletionId} />
          )}
        </li>
      ))}
    </ul>
  );

const Command = ({ line }: { line: ResidueLine }) => {
  const command = residueCommand(line);
  const reason = residueReasonWords(line);
  if (command === null)
    return reason === null ? null : <p className="max-w-[70ch] text-xs sm:col-span-full">{reason}</p>;
  return (
    <div className="grid min-w-0 gap-1 sm:col-span-full">
      <p className="max-w-[70ch] text-xs">
        {reason !== null && `${reason} `}
        {command.lead}
      </p>
      <div className="flex min-w-0 items-start gap-1">
        <code className="min-w-0 flex-1 rounded-md border bg-canvas px-2 py-1 font-mono text-xs wrap-anywhere">
          {command.command}
        </code>
        <CopyButton text={command.command} label={`Copy the command for ${residuePlaceWords(line.place)}`} />
      </div>
    </div>
  );
};

const looks = {
  none: { Icon: CircleCheck, classes: "text-success" },
  found: { Icon: CircleAlert, classes: "text-warning" },
  unclear: { Icon: CircleDashed, classes: "text-warning" },
  unknown: { Icon: CircleDashed, classes: "text-muted" },
  out_of_reach: { Icon: CircleSlash, classes: "text-muted" },
} as const;

const Mark = ({ line }: { line: ResidueLine }) => {
  const { Icon, classes } = looks[line.outcome];
  return (
    <p className={clsx("flex items-start gap-1.5", classes)}>
      <Icon size={14} aria-hidden className="mt-0.75 shrink-0" />
      {residueOutcomeWords(line)}
    </p>
  );
};
