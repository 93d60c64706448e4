import { sha256 } from "@noble/hashes/sha2.js";
import { eventWords } from "@/components/ledger/event-words";
import { CopyButton } from "@/components/ui/copy-button";
import { Instant } from "@/components/ui/instant";
import { Notice } from "@/components/ui/notice";
import { cellClasses, PlainTable } from "@/components/ui/plain-table";
import { isProven, type BundledCertificate, type CheckedProof } from "@/lib/certificates/check-proof";
import { factsOf } from "@/lib/ledger/event-facts";
import {
  bundleLimits,
  bundleProblemWords,
  signatureWords,
  untrustedWords,
} from "@/lib/ledger/log/bundle-words";
import type { ProvenEvent } from "@/lib/ledger/log/proven-event";
import type { VerifiedBundle } from "@/lib/ledger/log/verify-bundle";
import { formatVerifierKey } from "@/lib/ledger/log/verifier-key";
import { hexOf } from "@/lib/text/base64";
import type { OwnLogKeys } from "@/lib/certificates/query-options";
import { FactsView } from "./facts-view";

/** Whether the events of a proof bundle are in a log whose key is known; of what nobody vouches for nothing is shown. */
export const ProofResult = ({
  proof,
  fileName,
  own,
}: {
  proof: CheckedProof;
  fileName: string;
  own: OwnLogKeys | null;
}) => {
  const name = <bdi className="font-medium break-all">{fileName}</bdi>;
  switch (proof.outcome) {
    case "other":
      return null;
    case "incomplete":
      return (
        <Refused title="Incomplete">
          {name} lacks <span className="font-mono text-xs break-all">{proof.file}</span>, or that file is
          damaged. Ask for the bundle as it was downloaded.
        </Refused>
      );
    case "malformed":
    case "forged":
      return (
        <Refused title="Altered">
          {name} is not what was signed. {untrustedWords(proof)} Do not rely on it.
        </Refused>
      );
    case "unknown_key":
      return (
        <Refused title="Unknown key">
          {name}: {untrustedWords(proof)} If it is of another Lethe, add that log’s verifier key below.
        </Refused>
      );
    case "proven":
    case "not_proven":
      return (
        <>
          <Verdict bundle={proof} certificate={proof.certificate} name={name} own={own} />
          <Problems bundle={proof} certificate={proof.certificate} />
          <section aria-labelledby="log" className="grid gap-1 text-sm">
            <h2 id="log" className="text-base font-medium">
              Log
            </h2>
            <ul className="grid gap-1">
              <li className="break-all">
                {proof.origin}, as it was with {eventCount(proof.size)}
              </li>
              {[...proof.signedBy, ...proof.cosignedBy].map((signature) => (
                <li key={formatVerifierKey(signature.key)} className="break-all">
                  {signatureWords(signature)}
                </li>
              ))}
              {proof.continuedSizes.map((size) => (
                <li key={size}>
                  It continues the checkpoint of {eventCount(size)} that is in the bundle: between the two the
                  log only grew.
                </li>
              ))}
            </ul>
            {bundleLimits(proof).map((sentence) => (
              <p key={sentence} className="max-w-[70ch] text-muted">
                {sentence}
              </p>
            ))}
          </section>
          {proof.events.length > 0 && <Events events={proof.events} />}
          {proof.certificate?.outcome === "recorded" && <Certificate certificate={proof.certificate} />}
        </>
      );
  }
};

const Refused = ({ title, children }: { title: string; children: React.ReactNode }) => (
  <Notice look="warning" role="alert">
    <p className="text-base font-medium">{title}</p>
    <p className="max-w-[70ch]">{children}</p>
  </Notice>
);

const Verdict = ({
  bundle,
  certificate,
  name,
  own,
}: {
  bundle: VerifiedBundle & CheckedProof;
  certificate: BundledCertificate | null;
  name: React.ReactNode;
  own: OwnLogKeys | null;
}) => {
  if (!isProven(bundle)) {
    return (
      <Refused title="Not proven">
        {name}:{" "}
        {bundle.problems.length === 0 && bundle.missingWitnesses.length > 0
          ? "not every witness that you added has signed its checkpoint."
          : "something in it is not in the log, or not as it says. Only the events that are shown here are."}
      </Refused>
    );
  }
  const isOwn = bundle.signedBy.some(({ key }) =>
    own?.keys.some(({ vkey }) => vkey === formatVerifierKey(key)),
  );
  return (
    <Notice look="success" role="status">
      <p className="text-base font-medium">Proven</p>
      <p className="max-w-[70ch]">
        The {eventCount(bundle.events.length)} in {name} {bundle.events.length === 1 ? "is" : "are"} in the
        log{certificate !== null && ", and the certificate is the one that was recorded there"}. The log is
        signed with{" "}
        {isOwn ? "a key of this Lethe." : "a key that you added. Whose key that is, is for you to know."}
      </p>
    </Notice>
  );
};

const Problems = ({
  bundle,
  certificate,
}: {
  bundle: VerifiedBundle;
  certificate: BundledCertificate | null;
}) => {
  const sentences = [
    ...bundle.problems.map(bundleProblemWords),
    ...bundle.missingWitnesses.map(({ name }) => `The witness ${name} has not signed it.`),
    ...(bundle.events.length === 0 && bundle.problems.length === 0 ? ["It has no event."] : []),
    ...certificateProblems(certificate),
  ];
  return sentences.length === 0 ? null : (
    <ul aria-label="Problems" className="grid list-disc gap-1 pl-5 text-sm text-warning">
      {sentences.map((sentence) => (
        <li key={sentence} className="break-words">
          {sentence}
        </li>
      ))}
    </ul>
  );
};

const certificateProblems = (certificate: BundledCertificate | null): string[] => {
  switch (certificate?.outcome) {
    case undefined:
      return [];
    case "malformed":
      return ["certificate.json is not a certificate as Lethe issues it."];
    case "unrecorded":
      return [
        "No proven event says that certificate.json was issued: it was altered, or is of something else.",
      ];
    case "recorded": {
      const missing = certificate.namedCount - certificate.provenCount;
      return missing === 0
        ? []
        : [`Of the events that certificate.json names, ${missing} are not proven as it names them.`];
    }
  }
};

const Events = ({ events }: { events: readonly ProvenEvent[] }) => (
  <section aria-labelledby="events" className="grid min-w-0 gap-2 text-sm">
    <h2 id="events" className="text-base font-medium">
      Events
    </h2>
    <PlainTable label="Events" titles={["Number", "When", "What", "As it was recorded"]}>
      {events.slice(0, shownEventsMax).map((event) => (
        <tr key={event.seq} className="border-t align-top">
          <td className={cellClasses}>{event.seq.toLocaleString("en")}</td>
          <td className={cellClasses}>
            <Instant at={event.recordedAt} />
          </td>
          <td className={cellClasses}>{wordsOf(event)}</td>
          <td className={cellClasses}>
            <details>
              <summary className="cursor-pointer text-muted">Show</summary>
              <pre className="max-w-xl pt-1 font-mono text-xs break-all whitespace-pre-wrap">
                {event.body}
              </pre>
            </details>
          </td>
        </tr>
      ))}
    </PlainTable>
    {events.length > shownEventsMax && (
      <p className="text-muted">And {events.length - shownEventsMax} more, which are proven as well.</p>
    )}
  </section>
);

const shownEventsMax = 200;

const wordsOf = ({ seq, kind, recordedAt, hash, body }: ProvenEvent): string =>
  eventWords({ seq, kind, recordedAt, hash, actor: null, deletionId: null, facts: factsIn(body) });

const factsIn = (body: string): Record<string, string | number> => {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === "object" && value !== null ? factsOf({ ...value }) : {};
  } catch {
    return {};
  }
};

const Certificate = ({
  certificate: { issued, facts, signed },
}: {
  certificate: Extract<BundledCertificate, { outcome: "recorded" }>;
}) => {
  const digest = hexOf(sha256(new TextEncoder().encode(signed.facts)));
  return (
    <>
      <Notice>
        <p className="max-w-[70ch]">
          Event {issued.seq.toLocaleString("en")} says that this certificate was issued:{" "}
          <span className="font-mono text-xs break-all">{digest}</span>{" "}
          <CopyButton text={digest} label="Copy digest" />
        </p>
      </Notice>
      {facts === null ? (
        <Notice look="warning">
          It is in a form that this version of Lethe does not know, so it cannot be shown.
        </Notice>
      ) : (
        <FactsView facts={facts} />
      )}
    </>
  );
};

const eventCount = (count: number): string =>
  count === 1 ? "1 event" : `${count.toLocaleString("en")} events`;
