import clsx from "clsx";
import type { ReactNode } from "react";
import { cellClasses, PlainTable } from "@/components/ui/plain-table";
import { VisibleText } from "@/components/ui/visible-text";
import type {
  CertificateErasure,
  CertificateFacts,
  CheckedPlace,
  PlaceOutcome,
} from "@/lib/certificates/types";
import { en } from "@/lib/certificates/words/en";
import { verdictSentences } from "@/lib/certificates/words/verdict-sentences";
import { writerFor, type Writer } from "@/lib/certificates/words/written";

/** What a certificate says, from its signed part and from nothing else, in English whatever its own language. */
export const FactsView = ({ facts }: { facts: CertificateFacts }) => {
  const writer = writerFor(en, zoneOf(facts));
  const [first = "", ...others] = verdictSentences(facts, en);
  return (
    <article aria-labelledby="certificate" className="grid min-w-0 gap-5">
      <header className="grid gap-1">
        <h2 id="certificate" className="text-lg font-semibold">
          {en.title[facts.verdict]}
        </h2>
        <p
          className={clsx("max-w-[70ch] text-base", facts.verdict !== "erased" && "font-medium text-warning")}
        >
          {first}
        </p>
        {others.map((sentence) => (
          <p key={sentence} className="max-w-[70ch]">
            {sentence}
          </p>
        ))}
      </header>
      <RequestFacts facts={facts} writer={writer} />
      {facts.erasures.length > 0 && (
        <Part title={en.sections.scope}>
          <ul className="grid gap-2">
            {facts.erasures.map((erasure) => (
              <Erasure key={erasure.deletionId} erasure={erasure} writer={writer} />
            ))}
          </ul>
        </Part>
      )}
      <Part title={en.sections.places}>
        {facts.places.length === 0 ? (
          <p className="text-muted">{en.places.none}</p>
        ) : (
          <Places places={facts.places} writer={writer} />
        )}
      </Part>
      <Part title={en.sections.notCovered}>
        {facts.clean !== null && (
          <p className="max-w-[80ch]">
            {en.notCovered.cleaned(
              writer.instant(facts.clean.at),
              facts.clean.hasStatistics,
              facts.clean.hasLog,
            )}
          </p>
        )}
        <dl className="grid gap-1.5">
          {facts.notCovered.map(({ what, remedy, stores }) => (
            <div key={`${what} ${remedy}`} className="max-w-[80ch]">
              <dt>
                {en.uncovered[what]}
                {stores.length > 0 && (
                  <span className="text-muted">
                    {" "}
                    (<Names names={stores} />)
                  </span>
                )}
              </dt>
              <dd className="text-muted">{en.remedy[remedy]}</dd>
            </div>
          ))}
        </dl>
      </Part>
      <Part title={en.sections.people}>
        <ul className="grid gap-1">
          {facts.people.map(({ did, name, kind, role, at }) => (
            <li key={`${did} ${name} ${at}`}>
              {en.did[did]}:{" "}
              <bdi className="font-medium break-all">
                <VisibleText text={name} />
              </bdi>
              <span className="text-muted">
                {" "}
                ({role === null ? en.personKind[kind] : en.role[role]}, {writer.instant(at)})
              </span>
            </li>
          ))}
        </ul>
      </Part>
      <Part title={en.sections.standards}>
        <Standards facts={facts} writer={writer} />
      </Part>
      <Part title={en.sections.ledger}>
        <Ledger ledger={facts.ledger} />
      </Part>
    </article>
  );
};

const Part = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className="grid min-w-0 gap-2 text-sm">
    <h3 className="text-base font-medium">{title}</h3>
    {children}
  </section>
);

const RequestFacts = ({ facts, writer }: { facts: CertificateFacts; writer: Writer }) => {
  const { request: words } = en;
  const { request, about, subject } = facts;
  return (
    <Part title={en.sections.request}>
      <dl className="grid gap-x-6 sm:grid-cols-[11rem_minmax(0,1fr)]">
        <Line label={en.signature.issued}>
          {writer.instant(facts.issuedAt)}, by <Text text={facts.origin} /> (Lethe {facts.product.version})
        </Line>
        <Line label={en.signature.certificate}>
          <Mono text={facts.id} />
        </Line>
        <Line label={words.reference}>{request.reference !== null && <Text text={request.reference} />}</Line>
        <Line label={about.kind === "ticket" ? words.ticket : words.deletion}>
          <Mono text={about.kind === "ticket" ? about.ticketId : about.deletionId} />
        </Line>
        <Line label={words.law}>{request.law !== null && en.law[request.law]}</Line>
        <Line label={words.received}>
          {request.receivedOn !== null &&
            words.receivedOn(
              writer.day(request.receivedOn),
              request.receivedBy === null ? null : en.receivedBy[request.receivedBy],
            )}
        </Line>
        <Line label={words.acknowledged}>{acknowledgedWords(request, writer)}</Line>
        <Line label={words.due}>{dueWords(request, writer)}</Line>
        <Line label={words.answered}>
          {request.answeredOn !== null
            ? words.answeredOn(writer.day(request.answeredOn), request.days)
            : request.receivedOn !== null && words.notAnswered(request.days)}
        </Line>
        <Line label={words.erasedOn}>{request.erasedOn !== null && writer.day(request.erasedOn)}</Line>
        <Line label={words.identity}>
          {request.identity === null
            ? request.receivedOn !== null && words.identityUnchecked
            : words.identityChecked(
                en.identityMethod[request.identity.method],
                writer.day(request.identity.checkedOn),
              )}
        </Line>
        <Line label={words.denialGround}>
          {request.denialGround !== null && en.denialGround[request.denialGround]}
        </Line>
        <Line label={words.subject}>
          {subject.names.length > 0 ? (
            <Names names={subject.names} />
          ) : subject.isErased ? (
            words.subjectErased
          ) : (
            words.subjectUnnamed
          )}
        </Line>
      </dl>
      {facts.names === "references" && <p className="max-w-[70ch] text-muted">{words.references}</p>}
    </Part>
  );
};

/** A line of what is known; none for what is not. */
const Line = ({ label, children }: { label: string; children: ReactNode }) =>
  children === null || children === false ? null : (
    <div className="border-b py-1.5 last:border-b-0 sm:col-span-2 sm:grid sm:grid-cols-subgrid">
      <dt className="text-muted">{label}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </div>
  );

type Request = CertificateFacts["request"];

const acknowledgedWords = ({ acknowledgedOn, acknowledgeDueOn }: Request, { day }: Writer): string | null => {
  const due = acknowledgeDueOn === null ? null : day(acknowledgeDueOn);
  if (acknowledgedOn !== null) return en.request.acknowledgedOn(day(acknowledgedOn), due);
  return due === null ? null : en.request.notAcknowledged(due);
};

const dueWords = ({ dueOn, extendedOn }: Request, { day }: Writer): string | null => {
  if (dueOn === null) return null;
  return extendedOn === null ? day(dueOn) : en.request.extended(day(dueOn), day(extendedOn));
};

const Erasure = ({ erasure, writer }: { erasure: CertificateErasure; writer: Writer }) => {
  const { scope } = en;
  const {
    failedCount,
    unknownCount,
    leftCount,
    joinedCount,
    keptImmutableCount,
    excludedCount,
    storedSinceCount,
  } = erasure;
  const notes = [
    erasure.absentCount > 0 ? `${writer.number(erasure.absentCount)} already absent` : null,
    failedCount > 0 ? scope.failed(failedCount, unknownCount) : null,
    leftCount > 0 ? scope.left(leftCount) : null,
    joinedCount > 0 ? scope.joined(joinedCount) : null,
    keptImmutableCount > 0 ? scope.keptImmutable(keptImmutableCount) : null,
    excludedCount > 0 ? scope.excluded(excludedCount) : null,
    storedSinceCount > 0 ? scope.storedSince(storedSinceCount) : null,
  ].filter((note) => note !== null);
  return (
    <li className="rounded-md border bg-surface px-3 py-2">
      <p className="break-words">
        <bdi className="font-medium">
          <VisibleText text={erasure.store.name} />
        </bdi>
        : {en.memories(erasure.erasedCount)} erased
        {erasure.requestedCount !== null && ` of ${writer.number(erasure.requestedCount)}`}
        {notes.length > 0 && ` · ${notes.join(" · ")}`}
      </p>
      <p className="break-words">
        <Selection selection={erasure.selection} />
      </p>
      <p className="text-muted">
        {scope.cutoff(writer.instant(erasure.cutoffAt))} Ended {writer.instant(erasure.finishedAt)}.
        {erasure.status === "failed" || erasure.status === "cancelled"
          ? ` ${scope.status[erasure.status]}`
          : ""}
      </p>
      <p className="font-mono text-xs break-all text-muted">{erasure.deletionId}</p>
    </li>
  );
};

const Selection = ({ selection }: { selection: CertificateErasure["selection"] }) => {
  const { scope } = en;
  switch (selection.kind) {
    case "everything":
      return scope.everything;
    case "listed":
      return scope.listed(selection.count);
    case "entities":
      return (
        <>
          All memories of{" "}
          {selection.entities.map(({ kind, value }, index) => (
            <span key={`${kind} ${value}`}>
              {index > 0 && ", "}
              {kind}{" "}
              <bdi className="font-medium break-all">
                <VisibleText text={value} />
              </bdi>
            </span>
          ))}
          {selection.listedCount > 0 &&
            `, and ${selection.listedCount} listed by ${selection.listedCount === 1 ? "its id" : "their ids"}`}
        </>
      );
    case "filter":
      return (
        <>
          Memories where{" "}
          <bdi>
            <VisibleText text={selection.words} />
          </bdi>
        </>
      );
  }
};

const outcomeClasses: Record<PlaceOutcome, string> = {
  verified_absent: "text-success",
  erased: "text-warning",
  residual: "font-medium text-warning",
  unsupported: "text-muted",
  not_checked: "text-warning",
};

const Places = ({ places, writer }: { places: readonly CheckedPlace[]; writer: Writer }) => {
  const { places: words } = en;
  return (
    <PlainTable
      label={en.sections.places}
      titles={[
        words.store,
        words.place,
        words.method,
        words.lookedFor,
        words.found,
        words.outcome,
        words.time,
      ]}
    >
      {places.map((place) => (
        <tr key={`${place.deletionId} ${place.place} ${place.method}`} className="border-t">
          <td className={cellClasses}>
            <bdi className="block max-w-48 truncate" title={place.store.name}>
              <VisibleText text={place.store.name} />
            </bdi>
          </td>
          <td className={cellClasses}>{en.place[place.place]}</td>
          <td className={cellClasses}>
            {en.method[place.method]}
            {place.coverage === "sample" && <span className="text-muted"> ({words.sample})</span>}
          </td>
          <td className={cellClasses}>
            {place.lookedForCount === null ? "–" : writer.number(place.lookedForCount)}
          </td>
          <td className={cellClasses}>{place.foundCount === null ? "–" : writer.number(place.foundCount)}</td>
          <td className={clsx(cellClasses, outcomeClasses[place.outcome])}>{en.outcome[place.outcome]}</td>
          <td className={cellClasses}>{place.at === null ? "–" : writer.instant(place.at)}</td>
        </tr>
      ))}
    </PlainTable>
  );
};

const Standards = ({ facts: { standards }, writer }: { facts: CertificateFacts; writer: Writer }) => {
  const { nist, ccpa } = en;
  const { nist80088r2, ccpa7101 } = standards;
  return (
    <div className="grid max-w-[80ch] gap-1.5">
      <p>
        {nist.title}: {nist.mediaWords[nist80088r2.media]}; {nist.techniqueWords[nist80088r2.technique]};{" "}
        {nist80088r2.tool}. {nist.checkWords[nist80088r2.check]}. {nist.claim[nist80088r2.claim]}
      </p>
      {ccpa7101 !== null && (
        <p>
          {ccpa.title}: {ccpa.natureWords[ccpa7101.nature]} of {writer.day(ccpa7101.requestOn)};{" "}
          {ccpa.responseWords[ccpa7101.response]}
          {ccpa7101.responseOn !== null && ` on ${writer.day(ccpa7101.responseOn)}`}.
        </p>
      )}
    </div>
  );
};

const shownEventsMax = 100;

const Ledger = ({ ledger: { events, head, checkpoint } }: { ledger: CertificateFacts["ledger"] }) => (
  <>
    {events.length === 0 ? (
      <p className="text-muted">{en.ledger.none}</p>
    ) : (
      <PlainTable label={en.sections.ledger} titles={[en.ledger.number, en.ledger.event, en.ledger.hash]}>
        {events.slice(0, shownEventsMax).map(({ seq, kind, hash }) => (
          <tr key={seq} className="border-t">
            <td className={cellClasses}>{seq}</td>
            <td className={cellClasses}>{kind}</td>
            <td className={clsx(cellClasses, "font-mono text-xs")}>{hash}</td>
          </tr>
        ))}
      </PlainTable>
    )}
    {events.length > shownEventsMax && (
      <p className="text-muted">And {events.length - shownEventsMax} more, all of them in the file.</p>
    )}
    {head !== null && <p className="break-all text-muted">{en.ledger.head(String(head.seq), head.hash)}</p>}
    {checkpoint !== null && (
      <p className="break-all text-muted">
        <VisibleText
          text={en.ledger.checkpoint(String(checkpoint.size), checkpoint.origin, checkpoint.root)}
        />
      </p>
    )}
  </>
);

const Names = ({ names }: { names: readonly string[] }) =>
  names.map((name, index) => (
    <span key={name}>
      {index > 0 && ", "}
      <Text text={name} />
    </span>
  ));

const Text = ({ text }: { text: string }) => (
  <bdi className="break-all">
    <VisibleText text={text} />
  </bdi>
);

const Mono = ({ text }: { text: string }) => <span className="font-mono text-xs break-all">{text}</span>;

/** A file can name a zone that this browser does not know. */
const zoneOf = ({ request }: CertificateFacts): string => {
  try {
    new Intl.DateTimeFormat("en", { timeZone: request.timeZone });
    return request.timeZone;
  } catch {
    return "UTC";
  }
};
