import { describe, expect, it } from "vitest";
import { readAudit } from "./read-audit";

describe("readAudit", () => {
  it("says that a registry without an answer was not asked", () => {
    // As npm 11 printed it where only packages are served.
    const printed = JSON.stringify({
      message: "405 Method Not Allowed - POST https://registry.example/-/npm/v1/security/advisories/bulk",
      method: "POST",
      statusCode: 405,
      body: "",
      error: { summary: "", detail: "" },
    });
    expect(readAudit(printed)).toEqual({ kind: "not_answered", reason: "the registry answered 405" });
    for (const nothing of ["", "npm error network", "{}", '{"vulnerabilities":{}}']) {
      expect(readAudit(nothing)).toEqual({ kind: "not_answered", reason: "npm gave no report" });
    }
  });

  it("lists each advisory once, by the package that has it (ASVS 10.2.1–10.2.6, 10.3.2)", () => {
    const printed = JSON.stringify({
      auditReportVersion: 2,
      vulnerabilities: {
        outer: { severity: "high", via: ["inner"] },
        inner: {
          severity: "high",
          via: [
            { source: 1, title: "Prototype pollution", url: "https://advisory.example/1", severity: "high" },
          ],
        },
      },
    });
    expect(readAudit(printed)).toEqual({
      kind: "answered",
      advisories: [
        {
          package: "inner",
          severity: "high",
          title: "Prototype pollution",
          url: "https://advisory.example/1",
        },
      ],
    });
    expect(readAudit(JSON.stringify({ auditReportVersion: 2, vulnerabilities: {} }))).toEqual({
      kind: "answered",
      advisories: [],
    });
  });
});
