import { queryOptions } from "@tanstack/react-query";
import { fetchJson } from "./fetch-json";

const everyMs = 30_000;

/** Whether the server and its database answer; asked again every half minute. */
export const healthQuery = queryOptions({
  queryKey: ["health"],
  queryFn: ({ signal }) => fetchJson<{ status: "ok" }>("/api/health", signal),
  refetchInterval: everyMs,
  retry: false,
});
