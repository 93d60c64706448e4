import { CopyButton } from "@/components/ui/copy-button";
import type { OwnLogKeys } from "@/lib/certificates/query-options";

/** The keys that the ledger of this Lethe is signed with, to be compared, and to be taken along. */
export const OwnLogKeysList = ({ own }: { own: OwnLogKeys | null }) =>
  own === null || own.keys.length === 0 ? null : (
    <div className="grid gap-2 text-sm">
      <p className="max-w-[70ch] text-muted">
        Its ledger is signed with {own.keys.length === 1 ? "this verifier key" : "these verifier keys"}, also
        at{" "}
        <a href="/api/ledger/keys" className="font-medium text-accent underline">
          /api/ledger/keys
        </a>
        . Keep a copy: who could forge a proof could change this page as well.
      </p>
      <ul className="grid gap-1">
        {own.keys.map(({ vkey, since, until }) => (
          <li key={vkey} className="flex flex-wrap items-center gap-x-2">
            <span className="font-mono text-xs break-all">{vkey}</span>
            <CopyButton text={vkey} label={`Copy verifier key ${vkey}`} />
            <span className="text-muted">
              {until === null
                ? `signs since ${since.slice(0, 10)}`
                : `signed from ${since.slice(0, 10)} to ${until.slice(0, 10)}`}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
