import { CircleAlert, CircleCheck, CircleDashed } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { Instant } from "@/components/ui/instant";
import { cellClasses, NameCell, PlainTable } from "@/components/ui/plain-table";
import { isOutside, type Attestation, type Attestor } from "@/lib/ledger/attestation";
import { attestorKindWords, attestorProblemWords } from "./attestor-words";

/** Everybody, and every place, that bears witness to the ledger, and up to which event. */
export const AttestorsSection = ({
  attestation: { attestors, eventCount },
}: {
  attestation: Attestation;
}) => (
  <section aria-labelledby="attestors" className="grid grid-cols-1 gap-3">
    <div className="grid gap-2 px-4">
      <h2 id="attestors" className="text-base font-semibold">
        Who attests it
      </h2>
      <p className="max-w-[70ch] text-sm text-muted">
        Witnesses and time-stamp authorities sign the ledger’s checkpoints; each checkpoint is signed by Lethe
        itself after every deletion. A file counts as nobody: whoever controls the machine can change it.
      </p>
    </div>
    <PlainTable
      label="Who attests the ledger"
      titles={["Name", "What", "State", "Attests", "Since", "Last asked"]}
    >
      {attestors.map((attestor) => (
        <tr key={`${attestor.kind} ${attestor.name}`} className="border-t">
          <NameCell name={attestor.name} />
          <td className={cellClasses}>{attestorKindWords[attestor.kind]}</td>
          <td className={cellClasses}>
            <AttestorState attestor={attestor} eventCount={eventCount} />
          </td>
          <td className={cellClasses}>
            {attestor.attestedSize === 0 ? (
              <span className="text-muted">Nothing</span>
            ) : (
              `Events 1 to ${attestor.attestedSize.toLocaleString("en")}`
            )}
          </td>
          <td className={cellClasses}>
            {attestor.attestedAt === null ? <Never /> : <Instant at={attestor.attestedAt} />}
          </td>
          <td className={cellClasses}>
            {attestor.askedAt === null ? <Never /> : <Instant at={attestor.askedAt} />}
          </td>
        </tr>
      ))}
    </PlainTable>
  </section>
);

const Never = () => <span className="text-muted">Never</span>;

const AttestorState = ({ attestor, eventCount }: { attestor: Attestor; eventCount: number }) => {
  const { errorCode, attestedSize } = attestor;
  if (errorCode !== null) {
    return (
      <Badge look="warning">
        <CircleAlert size={12} aria-hidden className="shrink-0" />
        {attestorProblemWords(errorCode)}
      </Badge>
    );
  }
  if (attestedSize < eventCount || attestedSize === 0) {
    return (
      <Badge look="warning">
        <CircleDashed size={12} aria-hidden className="shrink-0" />
        {attestedSize === 0 ? "Not asked yet" : `${(eventCount - attestedSize).toLocaleString("en")} behind`}
      </Badge>
    );
  }
  return isOutside(attestor) ? (
    <Badge look="success">
      <CircleCheck size={12} aria-hidden className="shrink-0" />
      Attests all
    </Badge>
  ) : (
    <Badge look="warning">
      <CircleAlert size={12} aria-hidden className="shrink-0" />
      Written, but not outside
    </Badge>
  );
};
