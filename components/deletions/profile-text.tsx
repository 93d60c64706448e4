import { Fragment } from "react";
import { VisibleText } from "@/components/ui/visible-text";
import type { SaidProfile } from "@/lib/deletions/said-profile";
import { stateWords } from "./profile-words";

/** What Mem0's profile of a user says now, field by field. */
export const ProfileText = ({ said }: { said: SaidProfile }) => (
  <section className="grid gap-1 rounded-md border bg-canvas px-3 py-2 text-xs">
    <p className="text-muted">
      What Mem0 says of <bdi>{said.userId}</bdi> now. Lethe does not keep it.
    </p>
    {said.lines.length === 0 ? (
      <p className="first-letter:uppercase">{stateWords(said.look)}.</p>
    ) : (
      <dl className="grid gap-x-4 gap-y-1 sm:grid-cols-[auto_minmax(0,1fr)]">
        {said.lines.map(({ field, text }) => (
          <Fragment key={field}>
            <dt className="font-mono break-all text-muted">{field}</dt>
            <dd dir="auto" className="max-w-[70ch] wrap-anywhere whitespace-pre-wrap">
              <VisibleText text={text} />
            </dd>
          </Fragment>
        ))}
      </dl>
    )}
  </section>
);
