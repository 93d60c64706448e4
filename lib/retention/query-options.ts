import { queryOptions } from "@tanstack/react-query";
import { fetchJson, sendJson } from "@/lib/http/fetch-json";
import type { ForecastInput } from "./schema";
import type { ComingRuns, Forecast, RetentionRule } from "./types";

/**
 * What a rule, as it is being written, would take. Not asked again by itself: it is what a person decides by. `after`: what has been
 * taken, or kept, since, which makes it another question.
 */
export const forecastQuery = (input: ForecastInput, after: string) =>
  queryOptions({
    queryKey: ["retention", "forecast", input, after],
    queryFn: ({ signal }) =>
      sendJson<Forecast>("/api/retention/forecast", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(input),
        signal,
      }),
    staleTime: 60_000,
    retry: false,
  });

/** A rule as it is now. */
export const ruleQuery = (id: string) =>
  queryOptions({
    queryKey: ["retention", "rule", id],
    queryFn: ({ signal }) =>
      fetchJson<RetentionRule>(`/api/retention/rules/${encodeURIComponent(id)}`, signal),
  });

const comingMs = 30_000;

/** For the overview; asked again every half minute, as rules run by the clock. */
export const comingRunsQuery = queryOptions({
  queryKey: ["retention", "coming"],
  queryFn: ({ signal }) => fetchJson<ComingRuns>("/api/retention/next", signal),
  refetchInterval: comingMs,
});
