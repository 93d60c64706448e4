import type { ProbeCheck, ProbeLine, StoreProbe } from "@/lib/stores/probe";
import { StoreError } from "@/lib/errors/store-error";
import type { PlatformSettings } from "@/lib/stores/store-settings";
import type { Ping } from "./answers";
import { everything } from "./platform-filter";
import { refuseOtherProject } from "./project-guard";
import type { PlatformRequests } from "./requests";

/**
 * Tries what works, without changing anything. The Platform does not say what a key may do, so that whether it may delete is
 * not known before something is deleted.
 */
export const probePlatform = async (
  requests: Pick<PlatformRequests, "ping" | "listPage">,
  settings: PlatformSettings,
  signal: AbortSignal,
): Promise<StoreProbe> => {
  const pinged = await outcomeOf(() => requests.ping(signal));
  if (!pinged.works) {
    const { error } = pinged;
    // That it will not have the key is an answer, too.
    const isReached = error.status === 401 || error.status === 403;
    return [
      isReached ? works("reachable", null) : fails("reachable", error),
      isReached ? fails("key", error) : notTried("key"),
      ...(["list", "delete", "project"] as const).map(notTried),
    ];
  }
  const listed = await outcomeOf(() =>
    requests.listPage({ filters: everything, page: 1, pageSize: 1 }, signal),
  );
  return [
    works("reachable", null),
    works("key", null),
    listed.works ? works("list", memoriesFound(listed.result?.count ?? 0)) : fails("list", listed.error),
    { check: "delete", outcome: "unknown", errorCode: null, found: null },
    await projectOf(pinged.result, settings),
  ];
};

const projectOf = async (ping: Ping, settings: PlatformSettings): Promise<ProbeLine> => {
  const found = [ping.org_id, ping.project_id].filter((id) => id != null && id !== "").join(" / ");
  const checked = await outcomeOf(() => Promise.resolve(refuseOtherProject(ping, settings)));
  // Shown in either case: it is what to compare the settings with.
  const line = checked.works ? works("project", null) : fails("project", checked.error);
  return { ...line, found: found === "" ? null : onOneLine(found) };
};

const onOneLine = (text: string): string => text.replace(/\p{Cc}/gu, " ").slice(0, 200);

const memoriesFound = (count: number): string => (count === 1 ? "1 memory" : `${count} memories`);

type Outcome<Result> = { works: true; result: Result } | { works: false; error: StoreError };

const outcomeOf = async <Result>(work: () => Promise<Result>): Promise<Outcome<Result>> => {
  try {
    return { works: true, result: await work() };
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    return { works: false, error };
  }
};

const works = (check: ProbeCheck, found: string | null): ProbeLine => ({
  check,
  outcome: "works",
  errorCode: null,
  found,
});
const fails = (check: ProbeCheck, { code }: StoreError): ProbeLine => ({
  check,
  outcome: "fails",
  errorCode: code,
  found: null,
});
const notTried = (check: ProbeCheck): ProbeLine => ({
  check,
  outcome: "not_tried",
  errorCode: null,
  found: null,
});
