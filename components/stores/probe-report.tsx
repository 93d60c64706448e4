import clsx from "clsx";
import { CircleCheck, CircleDashed, CircleHelp, CircleX } from "lucide-react";
import type { ProbeLine, StoreProbe } from "@/lib/stores/probe";
import { checkWords, lineWords } from "./store-words";

const looks: Record<ProbeLine["outcome"], { Icon: typeof CircleCheck; classes: string; name: string }> = {
  works: { Icon: CircleCheck, classes: "text-success", name: "Works" },
  fails: { Icon: CircleX, classes: "text-warning", name: "Does not work" },
  unknown: { Icon: CircleHelp, classes: "text-muted", name: "Unknown" },
  not_tried: { Icon: CircleDashed, classes: "text-muted", name: "Not tried" },
};

/** What was tried of a store, line by line. */
export const ProbeReport = ({ probe }: { probe: StoreProbe }) => (
  <ul aria-label="Result of the test" className="grid gap-1.5 rounded-md border bg-surface px-3 py-2 text-sm">
    {probe.map((line) => (
      <Line key={line.check} line={line} />
    ))}
  </ul>
);

const Line = ({ line }: { line: ProbeLine }) => {
  const { Icon, classes, name } = looks[line.outcome];
  return (
    <li className="grid grid-cols-[auto_10rem_minmax(0,1fr)] items-start gap-x-2 max-sm:grid-cols-[auto_minmax(0,1fr)]">
      <Icon size={16} aria-label={name} role="img" className={clsx("mt-0.5 shrink-0", classes)} />
      <span className="font-medium">{checkWords[line.check]}</span>
      <span className="break-words text-muted max-sm:col-start-2">{lineWords(line)}</span>
    </li>
  );
};
