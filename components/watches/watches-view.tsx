"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState, type SyntheticEvent } from "react";
import { actorWords } from "@/components/deletions/deletion-words";
import { entityWords } from "@/components/entities/entity-words";
import { PageHeader } from "@/components/layout/page-header";
import { Button } from "@/components/ui/button";
import { Field, Input, NativeSelect } from "@/components/ui/field";
import { Instant } from "@/components/ui/instant";
import { Notice } from "@/components/ui/notice";
import { ActionsCell, cellClasses, PlainTable, rowClasses } from "@/components/ui/plain-table";
import { Skeleton } from "@/components/ui/skeleton";
import { ErrorState, ViewState } from "@/components/ui/view-state";
import { VisibleText } from "@/components/ui/visible-text";
import type { Member } from "@/lib/access/types";
import { actionAnswer } from "@/lib/actions/action-answer";
import { shownError } from "@/lib/http/shown-error";
import { entityKinds, type EntityKind } from "@/lib/memories/entity";
import { createWatchAction, deleteWatchAction } from "@/lib/watches/actions";
import { canEndWatch } from "@/lib/watches/can-end-watch";
import { watchKeys, watchListQuery } from "@/lib/watches/query-options";
import type { Watch } from "@/lib/watches/types";
import { subjectNoun, subjectText } from "./watch-words";

/** What is watched, and the way to watch something else. */
export const WatchesView = ({ member }: { member: Pick<Member, "id" | "role"> }) => {
  const { data: watches, error, refetch } = useQuery(watchListQuery);
  return (
    <>
      <PageHeader title="Watch" note="See something in every place of every store until it is gone." />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-6 py-5">
        <WatchForm />
        {watches === undefined && error !== null ? (
          <ErrorState
            title="What is watched could not be loaded"
            {...shownError(error)}
            onRetry={() => void refetch()}
          />
        ) : watches === undefined ? (
          <div role="status" aria-label="Loading what is watched" className="grid gap-3 px-4">
            <Skeleton className="w-1/2" />
            <Skeleton className="w-2/3" />
          </div>
        ) : watches.length === 0 ? (
          <ViewState title="Nothing is watched">
            Choose a user, a memory or a search above. Whoever has its link sees it, too, for 30 days.
          </ViewState>
        ) : (
          <PlainTable label="Watches" titles={["What", "By", "Since", "Until"]} hasActions>
            {watches.map((watch) => (
              <WatchRow key={watch.id} watch={watch} canEnd={canEndWatch(member, watch)} />
            ))}
          </PlainTable>
        )}
      </div>
    </>
  );
};

type Kind = "memory" | EntityKind | "search";

const kinds: readonly { value: Kind; label: string; field: string }[] = [
  ...entityKinds.map((value) => ({
    value,
    label: entityWords[value].title,
    field: `ID of the ${entityWords[value].one}`,
  })),
  { value: "memory", label: "Memory", field: "ID of the memory" },
  { value: "search", label: "Search", field: "Words in the text" },
];

const WatchForm = () => {
  const router = useRouter();
  const queryClient = useQueryClient();
  const [kind, setKind] = useState<Kind>("user");
  const [text, setText] = useState("");
  const create = useMutation({
    mutationFn: () => actionAnswer(() => createWatchAction(subjectOf(kind, text))),
    onSuccess: ({ id }) => {
      void queryClient.invalidateQueries({ queryKey: watchKeys.list });
      router.push(`/watch/${id}`);
    },
  });
  const isReady = text.trim() !== "" && !create.isPending && !create.isSuccess;
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (isReady) create.mutate();
  };
  return (
    <form aria-label="Watch something" onSubmit={submit} className="grid max-w-2xl gap-3 px-4">
      {create.isError && (
        <Notice look="warning" role="alert">
          {shownError(create.error).message}
        </Notice>
      )}
      <div className="grid items-end gap-3 sm:grid-cols-[8rem_minmax(0,1fr)_auto]">
        <Field label="What">
          {(control) => (
            <NativeSelect
              {...control}
              value={kind}
              onChange={({ target }) => {
                const chosen = kinds.find(({ value }) => value === target.value);
                if (chosen !== undefined) setKind(chosen.value);
              }}
            >
              {kinds.map(({ value, label }) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </NativeSelect>
          )}
        </Field>
        <Field label={kinds.find(({ value }) => value === kind)?.field ?? ""}>
          {(control) => (
            <Input
              {...control}
              value={text}
              autoComplete="off"
              spellCheck={false}
              dir="auto"
              onChange={(event) => setText(event.target.value)}
            />
          )}
        </Field>
        <Button type="submit" look="primary" disabled={!isReady} focusableWhenDisabled className="w-fit">
          Watch it
        </Button>
      </div>
    </form>
  );
};

/** An id is its very characters; white space around pasted words says nothing. */
const subjectOf = (kind: Kind, text: string): Parameters<typeof createWatchAction>[0] => {
  switch (kind) {
    case "memory":
      return { kind, id: text.trim() };
    case "search":
      return { kind, text: text.trim() };
    case "user":
    case "agent":
    case "app":
    case "run":
      return { kind: "entity", entity: { kind, value: text } };
  }
};

const WatchRow = ({ watch, canEnd }: { watch: Watch; canEnd: boolean }) => {
  const queryClient = useQueryClient();
  const { id, subject, createdBy, createdAt, expiresAt } = watch;
  const end = useMutation({
    mutationFn: () => actionAnswer(() => deleteWatchAction({ id })),
    onSettled: () => queryClient.invalidateQueries({ queryKey: watchKeys.list }),
  });
  return (
    <tr className={rowClasses}>
      <th scope="row" className={`${cellClasses} font-normal`}>
        {subject === null ? (
          <span className="text-muted">Sealed under another LETHE_SECRET</span>
        ) : (
          <Link href={`/watch/${id}`} className="flex max-w-80 items-baseline gap-1.5">
            <span className="text-muted">{subjectNoun(subject)}</span>
            <bdi className="truncate font-medium" title={subjectText(subject)}>
              <VisibleText text={subjectText(subject)} />
            </bdi>
          </Link>
        )}
      </th>
      <td className={cellClasses}>
        <bdi>{actorWords(createdBy)}</bdi>
      </td>
      <td className={cellClasses}>
        <Instant at={createdAt} />
      </td>
      <td className={cellClasses}>
        <Instant at={expiresAt} />
      </td>
      <ActionsCell>
        {end.isError && <span className="mr-2 text-warning">{shownError(end.error).message}</span>}
        {canEnd && (
          <Button size="small" look="quiet" disabled={end.isPending} onClick={() => end.mutate()}>
            End
            <span className="sr-only"> watching {subject === null ? "it" : subjectText(subject)}</span>
          </Button>
        )}
      </ActionsCell>
    </tr>
  );
};
