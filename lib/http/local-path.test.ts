import { describe, expect, it } from "vitest";
import { localPath } from "./local-path";

describe("where signing in leads (ASVS 5.1.5)", () => {
  it.each([
    ["/history", "/history"],
    ["/history?status=completed&store=own", "/history?status=completed&store=own"],
    ["/memories/../history", "/history"],
    ["/memories?q=%2F%2Fhost", "/memories?q=%2F%2Fhost"],
    ["/sign-in-notes", "/sign-in-notes"],
  ])("is the page that was asked for: %s", (value, path) => {
    expect(localPath(value)).toBe(path);
  });

  it.each([
    undefined,
    ["/history", "/ledger"],
    "",
    "history",
    "https://host.example/x",
    "javascript:alert(1)",
    "//host.example/x",
    "///host.example/x",
    "/\\host.example/x",
    "\\\\host.example/x",
    "/\t/host.example/x",
    "/\n/host.example/x",
    "/.//host.example/x",
    "/./\\host.example/x",
    "/..//host.example/x",
    "/%2e//host.example/x",
    "/%2e%2e//host.example/x",
    "/memories/..//host.example/x",
    "/memories/../..//host.example/x",
    "/memories/%2E%2E/%2e%2e//host.example/x",
    "/sign-in",
    "/sign-in?next=/history",
    "/./sign-in",
    "/memories/../sign-in?next=%2Fhistory",
  ])("is the first page for anything else: %j", (value) => {
    expect(localPath(value)).toBe("/");
  });
});
