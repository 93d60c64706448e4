import { CopyButton } from "@/components/ui/copy-button";
import type { OwnKeys } from "@/lib/certificates/query-options";

/** The keys that certificates of this Lethe are signed with, to be compared, and to be taken along. */
export const OwnKeysList = ({ own }: { own: OwnKeys | null }) =>
  own === null ? null : (
    <div className="grid gap-2 text-sm">
      <p className="max-w-[70ch] text-muted">
        Certificates of <bdi className="font-medium text-text">{own.origin}</bdi> are signed with{" "}
        {own.keys.length === 1 ? "this key" : "these keys"}. The public{" "}
        {own.keys.length === 1 ? "key is" : "keys are"} also at{" "}
        <a href="/api/certificates/key" className="font-medium text-accent underline">
          /api/certificates/key
        </a>
        .
      </p>
      <ul className="grid gap-1">
        {own.keys.map(({ keyId, pem, createdAt, retiredAt }) => (
          <li key={keyId} className="flex flex-wrap items-center gap-x-2">
            <span className="font-mono text-xs break-all">{keyId}</span>
            <CopyButton text={pem} label={`Copy public key ${keyId} as PEM`} />
            <span className="text-muted">
              {retiredAt === null
                ? `in use since ${dayOf(createdAt)}`
                : `in use from ${dayOf(createdAt)} to ${dayOf(retiredAt)}; what it signed stays valid`}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );

const dayOf = (instant: string): string => instant.slice(0, 10);
