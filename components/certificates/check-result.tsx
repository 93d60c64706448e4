import { sha256 } from "@noble/hashes/sha2.js";
import { CopyButton } from "@/components/ui/copy-button";
import { Notice } from "@/components/ui/notice";
import { hexOf } from "@/lib/text/base64";
import type { Check, OwnKeys, OwnLogKeys } from "@/lib/certificates/query-options";
import type { SignedCertificate } from "@/lib/certificates/types";
import { FactsView } from "./facts-view";
import { ProofResult } from "./proof-result";

/** What a file turned out to be, and what is certified in it: of an altered file nothing is shown, as nobody vouches for it. */
const CheckResult = ({
  check,
  fileName,
  own,
  ownLogKeys,
  printedDigest,
}: {
  check: Check;
  fileName: string;
  own: OwnKeys | null;
  ownLogKeys: OwnLogKeys | null;
  printedDigest: string | null;
}) => (
  <>
    {check.outcome === "proof" ? (
      <ProofResult proof={check.proof} fileName={fileName} own={ownLogKeys} />
    ) : (
      <Outcome check={check} fileName={fileName} own={own} />
    )}
    {printedDigest !== null && (check.outcome === "valid" || check.outcome === "unknown_key") && (
      <Printed isSame={digestOf(check.signed) === printedDigest} />
    )}
    {(check.outcome === "valid" || check.outcome === "unknown_key") &&
      (check.facts === null ? (
        <Notice look="warning">
          It is in a form that this version of Lethe does not know, so it cannot be shown. Open it in the
          Lethe that issued it.
        </Notice>
      ) : (
        <FactsView facts={check.facts} />
      ))}
    {(check.outcome === "valid" || check.outcome === "unknown_key") && <Signature signed={check.signed} />}
  </>
);
export default CheckResult;

const Outcome = ({
  check,
  fileName,
  own,
}: {
  check: Exclude<Check, { outcome: "proof" }>;
  fileName: string;
  own: OwnKeys | null;
}) => {
  const name = <bdi className="font-medium break-all">{fileName}</bdi>;
  switch (check.outcome) {
    case "valid":
      return (
        <>
          <Notice look="success" role="status">
            <p className="text-base font-medium">Valid</p>
            <p>
              {name} is as it was signed, byte for byte
              {isOwn(check.signed, own)
                ? `, with a key of this Lethe (${own?.origin}).`
                : ", with a key that you added. Who holds that key is for you to know."}
            </p>
          </Notice>
          {check.isAfterRetirement && (
            <Notice look="warning">
              It says that it was issued after its key had been retired: whoever had the old key could have
              made it. Ask the Lethe that issued it whether its ledger has it.
            </Notice>
          )}
        </>
      );
    case "unknown_key":
      return (
        <Notice look="warning" role="alert">
          <p className="text-base font-medium">Unknown key</p>
          <p className="max-w-[70ch]">
            {name} is consistent in itself, but signed with a key that is not known here:{" "}
            <span className="font-mono text-xs break-all">{check.signed.keyId}</span>. Anybody can make such a
            file. If another Lethe issued it, add its public key below; the following is only what the file
            says.
          </p>
        </Notice>
      );
    case "altered":
      return (
        <Notice look="warning" role="alert">
          <p className="text-base font-medium">Altered</p>
          <p className="max-w-[70ch]">
            {name} is not what was signed: something in it was changed, added or cut off, or it was saved anew
            by another program. Do not rely on it, and ask for the file as it was issued.
          </p>
        </Notice>
      );
    case "other":
      return (
        <Notice look="warning" role="alert">
          <p className="text-base font-medium">Not a certificate</p>
          <p>{name} is neither a certificate that Lethe issues nor a proof bundle.</p>
        </Notice>
      );
    case "too_large":
      return (
        <Notice look="warning" role="alert">
          <p className="text-base font-medium">Not a certificate</p>
          <p>{name} is larger than any certificate or proof bundle, so it was not read.</p>
        </Notice>
      );
  }
};

const isOwn = ({ publicKey }: SignedCertificate, own: OwnKeys | null): boolean =>
  own?.keys.some((key) => key.publicKey === publicKey) === true;

const digestOf = ({ facts }: SignedCertificate): string => hexOf(sha256(new TextEncoder().encode(facts)));

/** The page was opened by the code on a printed certificate. */
const Printed = ({ isSame }: { isSame: boolean }) =>
  isSame ? (
    <Notice>This is the certificate whose code you scanned.</Notice>
  ) : (
    <Notice look="warning" role="alert">
      This is not the certificate whose code you scanned: that one has another digest.
    </Notice>
  );

/** What to compare with the ledger, and with what the issuer says of its key. */
const Signature = ({ signed }: { signed: SignedCertificate }) => {
  const digest = digestOf(signed);
  return (
    <section aria-labelledby="signature" className="grid gap-1 text-sm">
      <h2 id="signature" className="text-base font-medium">
        Signature
      </h2>
      <dl className="grid gap-x-6 sm:grid-cols-[11rem_minmax(0,1fr)]">
        <Value label="Key" value={signed.keyId} />
        <Value label="Public key (Ed25519)" value={signed.publicKey} />
        <Value label="Signature" value={signed.signature} />
        <Value label="Digest (SHA-256)" value={digest} />
      </dl>
      <p className="max-w-[70ch] pt-1 text-muted">
        A signature says who stated this, and not that the ledger still holds it. An auditor of the Lethe that
        issued it can hold the file against the ledger with{" "}
        <code className="font-mono text-xs">npm run ledger -- certificate FILE</code>.
      </p>
    </section>
  );
};

const Value = ({ label, value }: { label: string; value: string }) => (
  <div className="border-b py-1.5 last:border-b-0 sm:col-span-2 sm:grid sm:grid-cols-subgrid">
    <dt className="text-muted">{label}</dt>
    <dd className="flex min-w-0 items-center gap-1">
      <span className="min-w-0 font-mono text-xs break-all">{value}</span>
      <CopyButton text={value} label={`Copy ${label.toLowerCase()}`} />
    </dd>
  </div>
);
