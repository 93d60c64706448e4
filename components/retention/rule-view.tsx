import Link from "next/link";
import type { ReactNode } from "react";
import { actorWords } from "@/components/deletions/deletion-words";
import { statusWords as deletionStatusWords } from "@/components/deletions/deletion-status";
import { Instant } from "@/components/ui/instant";
import { Notice } from "@/components/ui/notice";
import { ActionsCell, cellClasses, PlainTable, rowClasses } from "@/components/ui/plain-table";
import { ShortId } from "@/components/ui/short-id";
import { VisibleText } from "@/components/ui/visible-text";
import { isFinished } from "@/lib/deletions/status";
import { scheduleLabel } from "@/lib/retention/plain-schedule";
import type { Exemption, RetentionRule, RetentionRun, RuleVersion, WaitingPage } from "@/lib/retention/types";
import { EndExemption } from "./end-exemption";
import { ForecastView } from "./forecast-view";
import { goesOnWords } from "./goes-on-words";
import { KeepButtons } from "./keep-dialog";
import { RefreshWhile } from "./refresh-while";
import { RuleActions } from "./rule-actions";
import { RuleStatusBadge } from "./rule-status";
import { pausedWords, runWords, takesWords, waitWords } from "./rule-words";
import { RunDecision } from "./run-decision";

type Shown = {
  rule: RetentionRule;
  runs: readonly RetentionRun[];
  versions: readonly RuleVersion[];
  waiting: WaitingPage;
  isFirstWaiting: boolean;
  /** What it leaves: the first of so many. */
  kept: { exemptions: readonly Exemption[]; count: number };
  canManage: boolean;
  canReadMemories: boolean;
  /** By the server's clock. */
  now: string;
};

/** A rule: how it stands, what it takes, what waits, what it has done, and what it said before. */
export const RuleView = (shown: Shown) => {
  const { rule, runs, versions, kept, canManage, canReadMemories, now } = shown;
  const { current } = rule;
  const waitingRun = runs.find(({ status }) => status === "waiting");
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-7 py-5">
      <RefreshWhile isBusy={isBusy(rule, runs, now)} />
      <div className="grid gap-3 px-4">
        <Link href="/settings/retention" className="w-fit text-sm text-muted hover:text-text">
          Retention rules
        </Link>
        <div className="flex flex-wrap items-center gap-3">
          <h2 className="min-w-0 text-lg font-semibold wrap-anywhere" dir="auto">
            <VisibleText text={current.name} />
          </h2>
          <RuleStatusBadge rule={rule} />
        </div>
        {rule.pausedBecause !== null && (
          <Notice look={rule.pausedBecause === "by_member" ? "info" : "warning"}>
            {pausedWords[rule.pausedBecause]}
          </Notice>
        )}
        {rule.isDeclared && rule.pausedBecause !== "declaration_gone" && (
          <Notice>Declared by LETHE_RETENTION_FILE: it is changed there, and turned on here.</Notice>
        )}
        {waitingRun !== undefined && <RunDecision run={waitingRun} canManage={canManage} />}
        {canManage && rule.status !== "removed" && <RuleActions rule={rule} />}
      </div>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-6 px-4 lg:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
        <Terms rule={rule} />
        {current.filter !== null && canReadMemories && !current.isFilterHidden && (
          <ForecastView
            input={{
              storeId: rule.storeId,
              filter: current.filter,
              keepsImmutable: current.keepsImmutable,
              timeZone: current.timeZone,
              ruleId: rule.id,
            }}
            after={takenSoFar(runs, kept.count)}
          />
        )}
      </div>
      <Waiting {...shown} />
      {kept.count > 0 && <Exemptions {...kept} />}
      <Runs runs={runs} />
      {versions.length > 1 && <Versions versions={versions} />}
    </div>
  );
};

/** Another text whenever there is less to take than before: a deletion has ended, or something is kept. */
const takenSoFar = (runs: readonly RetentionRun[], keptCount: number): string =>
  [
    keptCount,
    ...runs.flatMap(({ deletions }) =>
      deletions.flatMap(({ id, status }) => (isFinished(status) ? [id] : [])),
    ),
  ].join();

/** Something goes on by itself now, or will within a moment. */
const isBusy = (rule: RetentionRule, runs: readonly RetentionRun[], now: string): boolean =>
  // While a run, or what it has requested, waits for a person, or for its next try, no other begins.
  (rule.nextRunAt !== null && rule.nextRunAt <= now && !runs.some(isStuck)) ||
  runs.some(
    (run) =>
      (run.status === "running" && run.errorCode === null) ||
      run.deletions.some(({ status }) => ["queued", "running", "verifying"].includes(status)),
  );

const isStuck = ({ status, errorCode, deletions }: RetentionRun): boolean =>
  status === "waiting" ||
  (status === "running" && errorCode !== null) ||
  deletions.some((deletion) => deletion.status === "paused" || deletion.status === "waiting");

const Terms = ({ rule }: { rule: RetentionRule }) => {
  const { current } = rule;
  return (
    <dl className="grid content-start gap-x-6 gap-y-2 text-sm sm:grid-cols-[8rem_minmax(0,1fr)]">
      <Fact label="Store">
        <bdi>{rule.storeName}</bdi>
      </Fact>
      <Fact label="Takes">
        <span dir="auto" className="wrap-anywhere">
          {takesWords(current)}
        </span>
        {current.isFilterHidden && (
          <span className="block text-muted">Your role does not show texts and IDs of filters.</span>
        )}
      </Fact>
      <Fact label="Runs">{scheduleLabel(current)}</Fact>
      <Fact label="Next run">
        {rule.nextRunAt === null ? "None" : <Instant at={rule.nextRunAt} isExact />}
      </Fact>
      <Fact label="Found ones">{waitWords(current.waitDays)}</Fact>
      <Fact label="Most in one run">
        {rule.limit.toLocaleString("en")} by itself
        <span className="block text-muted">
          {current.countMax.toLocaleString("en")}, and {current.usualFactor.toLocaleString("en")} times what
          it usually takes. More waits for a person.
        </span>
      </Fact>
      <Fact label="Answers for it">
        <bdi>{current.answererName ?? "A former member"}</bdi>
      </Fact>
      <Fact label="Version">
        {current.version}, by <bdi>{actorWords(current.madeBy)}</bdi>, <Instant at={current.madeAt} />
      </Fact>
    </dl>
  );
};

const Fact = ({ label, children }: { label: string; children: ReactNode }) => (
  <>
    <dt className="text-muted">{label}</dt>
    <dd className="min-w-0">{children}</dd>
  </>
);

const Section = ({ title, children }: { title: string; children: ReactNode }) => (
  <section aria-label={title} className="grid grid-cols-[minmax(0,1fr)] gap-2">
    <h3 className="px-4 text-sm font-semibold">{title}</h3>
    {children}
  </section>
);

const Waiting = ({ rule, waiting, isFirstWaiting, canManage, canReadMemories, now }: Shown) => (
  <Section title={`Waiting to be deleted: ${rule.waitingCount.toLocaleString("en")}`}>
    {waiting.memories.length === 0 ? (
      <p className="px-4 text-sm text-muted">Nothing waits.</p>
    ) : (
      <ul role="list" aria-label="Waiting memories" className="divide-y border-y">
        {waiting.memories.map((each) => (
          <li
            key={each.memoryId}
            className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2 text-sm hover:bg-hover"
          >
            <div className="min-w-60 flex-1">
              {each.memory === null ? (
                <span className="flex items-center gap-2 text-muted">
                  <ShortId id={each.memoryId} />
                  {canReadMemories && "not in the store, or not to be read now"}
                </span>
              ) : (
                <span dir="auto" className="line-clamp-2 wrap-anywhere" title={each.memory.text}>
                  <VisibleText text={each.memory.text} />
                </span>
              )}
              <span className="text-xs text-muted">
                {each.memory?.userId != null && (
                  <>
                    <bdi>
                      <VisibleText text={each.memory.userId} />
                    </bdi>
                    {" · "}
                  </>
                )}
                found <Instant at={each.foundAt} /> · {goesOnWords(each.dueAt, rule, now)}
              </span>
            </div>
            {canManage && <KeepButtons ruleId={rule.id} waiting={each} />}
          </li>
        ))}
      </ul>
    )}
    <div className="flex gap-3 px-4 text-sm">
      {!isFirstWaiting && (
        <Link href={`/settings/retention/${rule.id}`} className="underline underline-offset-2">
          First page
        </Link>
      )}
      {waiting.nextAfter !== null && (
        <Link
          href={`/settings/retention/${rule.id}?${new URLSearchParams({ after: `${waiting.nextAfter.dueAt} ${waiting.nextAfter.memoryId}` }).toString()}`}
          className="underline underline-offset-2"
        >
          Next page
        </Link>
      )}
    </div>
  </Section>
);

/** The day at whose end it ends. */
const lastDay = (untilAt: string): string => new Date(Date.parse(untilAt) - 1).toISOString().slice(0, 10);

const Exemptions = ({ exemptions, count }: Shown["kept"]) => (
  <Section title="Kept from this rule">
    {count > exemptions.length && (
      <p className="px-4 text-sm text-muted">
        The {exemptions.length.toLocaleString("en")} that end first, of {count.toLocaleString("en")}.
      </p>
    )}
    <PlainTable
      label="Kept from this rule"
      titles={["What", "Reason", "Until the end of (UTC)", "By"]}
      hasActions
    >
      {exemptions.map(({ id, kind, value, reason, untilAt, madeBy }) => (
        <tr key={id} className={rowClasses}>
          <th scope="row" className={`${cellClasses} font-normal`}>
            <span className="text-muted">{kind === "memory" ? "Memory " : "All of user "}</span>
            <bdi>
              <VisibleText text={value} />
            </bdi>
          </th>
          <td className={cellClasses}>
            <span dir="auto" className="block max-w-72 truncate" title={reason}>
              <VisibleText text={reason} />
            </span>
          </td>
          <td className={cellClasses}>
            <time dateTime={lastDay(untilAt)}>{lastDay(untilAt)}</time>
          </td>
          <td className={cellClasses}>
            <bdi>{actorWords(madeBy)}</bdi>
          </td>
          <ActionsCell>
            <EndExemption id={id} value={value} />
          </ActionsCell>
        </tr>
      ))}
    </PlainTable>
  </Section>
);

const Runs = ({ runs }: { runs: readonly RetentionRun[] }) => (
  <Section title="Runs">
    {runs.length === 0 ? (
      <p className="px-4 text-sm text-muted">It has not run yet.</p>
    ) : (
      <PlainTable
        label="Runs"
        titles={["Due", "Version", "How it went", "Found", "No longer matched", "Held", "Kept", "Deletions"]}
      >
        {runs.map((run) => (
          <tr key={run.id} className={rowClasses}>
            <th scope="row" className={`${cellClasses} font-normal`}>
              <Instant at={run.dueAt} />
              {run.missedCount > 0 && (
                <span className="ml-1.5 text-muted">
                  and {run.missedCount.toLocaleString("en")} missed before this ran
                </span>
              )}
            </th>
            <td className={`${cellClasses} tabular-nums`}>{run.version}</td>
            <td className={cellClasses}>
              <span className="block max-w-80 truncate" title={runWords(run)}>
                {runWords(run)}
              </span>
            </td>
            {[run.foundCount, run.leftCount, run.heldCount, run.sparedCount].map((count, index) => (
              <td key={index} className={`${cellClasses} tabular-nums`}>
                {count.toLocaleString("en")}
              </td>
            ))}
            <td className={cellClasses}>
              {run.deletions.map((deletion) => (
                <Link
                  key={deletion.id}
                  href={`/history/${deletion.id}`}
                  className="mr-2 underline underline-offset-2"
                >
                  {deletionStatusWords[deletion.status]}, {deletion.deletedCount.toLocaleString("en")} deleted
                </Link>
              ))}
            </td>
          </tr>
        ))}
      </PlainTable>
    )}
  </Section>
);

const Versions = ({ versions }: { versions: readonly RuleVersion[] }) => (
  <Section title="Versions">
    <PlainTable label="Versions" titles={["Version", "Took", "Ran", "Waited", "Most", "By", "Since"]}>
      {versions.map((version) => (
        <tr key={version.version} className={rowClasses}>
          <th scope="row" className={`${cellClasses} font-normal tabular-nums`}>
            {version.version}
          </th>
          <td className={cellClasses}>
            <span dir="auto" className="block max-w-96 truncate" title={takesWords(version)}>
              {takesWords(version)}
            </span>
          </td>
          <td className={cellClasses}>{scheduleLabel(version)}</td>
          <td className={`${cellClasses} tabular-nums`}>{version.waitDays}</td>
          <td className={`${cellClasses} tabular-nums`}>{version.countMax.toLocaleString("en")}</td>
          <td className={cellClasses}>
            <bdi>{actorWords(version.madeBy)}</bdi>
          </td>
          <td className={cellClasses}>
            <Instant at={version.madeAt} />
          </td>
        </tr>
      ))}
    </PlainTable>
  </Section>
);
