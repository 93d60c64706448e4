"use client";

import { useQueries } from "@tanstack/react-query";
import { CircleAlert, CircleCheck, CircleDashed, CircleHelp, CircleSlash } from "lucide-react";
import clsx from "clsx";
import Link from "next/link";
import { LiveIndicator } from "@/components/live/live-indicator";
import { PageHeader } from "@/components/layout/page-header";
import { Button, buttonClasses } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Instant } from "@/components/ui/instant";
import { Skeleton } from "@/components/ui/skeleton";
import { VisibleText } from "@/components/ui/visible-text";
import { shownError } from "@/lib/http/shown-error";
import type { StoreChoice } from "@/lib/stores/shown-store";
import { watchLookQuery } from "@/lib/watches/query-options";
import { watchPlaces, type PlaceLook, type Watch, type WatchSubject } from "@/lib/watches/types";
import { ClockTime } from "./clock-time";
import { placeWords, presentWords, subjectNoun, subjectText, verdictWords } from "./watch-words";

/** What is watched, in every place of every store: large enough to be read on a screen that is shared. */
export const WatchView = ({
  watch,
  subject,
  address,
  stores,
}: {
  watch: Watch;
  subject: WatchSubject;
  /** The link to this page, for others. */
  address: string;
  stores: readonly StoreChoice[];
}) => {
  const looks = useQueries({ queries: stores.map(({ id }) => watchLookQuery(watch.id, id)) });
  const answered = looks.flatMap(({ data }) => (data === undefined ? [] : [data]));
  const verdict = verdictWords(answered, answered.length === stores.length);
  return (
    <>
      <PageHeader title="Watch" note={<LiveIndicator />}>
        <CopyButton text={address} label="Copy link" />
        <Link href="/watch" className={buttonClasses("plain", "small")}>
          All watches
        </Link>
      </PageHeader>
      <div className="grid w-full max-w-4xl grid-cols-[minmax(0,1fr)] gap-5 px-4 py-5">
        <div className="grid gap-1">
          <h2 className="text-xl wrap-anywhere">
            <span className="text-muted">{subjectNoun(subject)} </span>
            <bdi className="font-semibold">
              <VisibleText text={subjectText(subject)} />
            </bdi>
          </h2>
          <p
            role="status"
            className={clsx(
              "flex items-center gap-2 text-lg font-medium",
              { present: "text-warning", absent: "text-success", unknown: "text-muted" }[verdict.look],
            )}
          >
            {verdict.look === "absent" ? (
              <CircleCheck size={18} aria-hidden className="shrink-0" />
            ) : verdict.look === "present" ? (
              <CircleAlert size={18} aria-hidden className="shrink-0" />
            ) : (
              <CircleDashed size={18} aria-hidden className="shrink-0" />
            )}
            {verdict.words}
          </p>
        </div>
        {stores.map((store, index) => (
          <WatchedStore key={store.id} store={store} subject={subject} look={looks[index]} />
        ))}
        <p className="max-w-[70ch] text-sm text-muted">
          Members who can read memories can open this link until it ends, <Instant at={watch.expiresAt} />.
          Other stores are asked every few seconds at most. Backups and what applications keep are not asked.
        </p>
      </div>
    </>
  );
};

type Look = ReturnType<typeof useQueries<ReturnType<typeof watchLookQuery>[]>>[number];

const WatchedStore = ({
  store,
  subject,
  look,
}: {
  store: StoreChoice;
  subject: WatchSubject;
  look: Look | undefined;
}) => (
  <section aria-label={store.name} className="overflow-hidden rounded-md border bg-surface">
    <header className="flex min-h-11 flex-wrap items-center justify-between gap-x-3 border-b bg-canvas px-4 py-2">
      <h3 className="min-w-0 font-semibold wrap-anywhere">
        <bdi>{store.name}</bdi>
      </h3>
      {look?.data !== undefined && (
        <p className="text-sm text-muted">
          Asked at <ClockTime at={look.data.askedAt} />
        </p>
      )}
    </header>
    {look?.error != null && (
      <div role="alert" className="flex flex-wrap items-center gap-3 border-b px-4 py-2 text-sm text-warning">
        <p className="min-w-0 flex-1">
          {look.data === undefined
            ? "This store could not be asked."
            : "This store could not be asked again; what stands below was so then."}{" "}
          {shownError(look.error).message}
        </p>
        <Button size="small" onClick={() => void look.refetch()}>
          Try again
        </Button>
      </div>
    )}
    <ul className="divide-y">
      {watchPlaces.map((place, index) => {
        const answer = look?.data?.places[index];
        return (
          <li
            key={place}
            className="grid min-h-11 items-center gap-x-4 px-4 py-2 text-base sm:grid-cols-[8rem_minmax(0,1fr)]"
          >
            <span className="font-medium">{placeWords[place]}</span>
            {answer === undefined ? (
              look?.error != null ? (
                <span className="text-muted">Not known</span>
              ) : (
                <Skeleton className="w-40" />
              )
            ) : (
              <PlaceState answer={answer} subject={subject} />
            )}
          </li>
        );
      })}
    </ul>
  </section>
);

const PlaceState = ({ answer, subject }: { answer: PlaceLook; subject: WatchSubject }) => {
  switch (answer.state) {
    case "present":
      return (
        <Line Icon={CircleAlert} classes="text-warning font-medium">
          {presentWords(answer, subject)}
        </Line>
      );
    case "absent":
      return (
        <Line Icon={CircleCheck} classes="text-success font-medium">
          Absent{" "}
          <span className="font-normal">
            {answer.since === null ? (
              "when it was first asked"
            ) : (
              <>
                since <ClockTime at={answer.since} />
              </>
            )}
          </span>
        </Line>
      );
    case "not_asked":
      return (
        <Line Icon={CircleSlash} classes="text-muted">
          {answer.words}
        </Line>
      );
    case "failed":
      return (
        <Line Icon={CircleHelp} classes="text-muted">
          Not known: {answer.words}
        </Line>
      );
  }
};

const Line = ({
  Icon,
  classes,
  children,
}: {
  Icon: typeof CircleAlert;
  classes: string;
  children: React.ReactNode;
}) => (
  <p className={`flex items-start gap-2 ${classes}`}>
    <Icon size={16} aria-hidden className="mt-0.5 shrink-0" />
    <span className="min-w-0">{children}</span>
  </p>
);
