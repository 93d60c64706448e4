import { z } from "zod";

/** What a registry knows of the packages that Lethe runs with, or why it was not asked. */
export type AuditAnswer =
  | { kind: "answered"; advisories: Advisory[] }
  /** `reason` as npm words it; it names no host. */
  | { kind: "not_answered"; reason: string };

export type Advisory = { package: string; severity: string; title: string; url: string | null };

const failure = z.object({
  message: z.string().optional(),
  statusCode: z.number().optional(),
  error: z.unknown(),
});

const report = z.object({
  auditReportVersion: z.literal(2),
  vulnerabilities: z.record(
    z.string(),
    z.object({
      severity: z.string(),
      // A text names the dependency that brings the advisory, which is listed by itself.
      via: z.array(
        z.union([
          z.string(),
          z.object({ title: z.string(), url: z.string().optional(), severity: z.string() }),
        ]),
      ),
    }),
  ),
});

/**
 * Reads what `npm audit --json` printed (report version 2: https://docs.npmjs.com/cli/commands/npm-audit). Anything that is not a
 * whole report counts as no answer: no advisory found would else be said of a registry that was never asked.
 */
export const readAudit = (printed: string): AuditAnswer => {
  const value = parseJson(printed);
  const answered = report.safeParse(value);
  if (answered.success) {
    const advisories = Object.entries(answered.data.vulnerabilities).flatMap(([name, { via }]) =>
      via.flatMap((each) =>
        typeof each === "string"
          ? []
          : [{ package: name, severity: each.severity, title: each.title, url: each.url ?? null }],
      ),
    );
    return { kind: "answered", advisories };
  }
  const failed = failure.safeParse(value);
  const status = failed.success ? failed.data.statusCode : undefined;
  return {
    kind: "not_answered",
    reason: status === undefined ? "npm gave no report" : `the registry answered ${status}`,
  };
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};
