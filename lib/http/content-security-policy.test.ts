import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { pagePolicy } from "./content-security-policy";

const policy = pagePolicy("bm9uY2U=", false);

describe("the content security policy of a page", () => {
  it("lets no script run but those of this answer, and what they load", () => {
    expect(policy).toContain("script-src 'self' 'nonce-bm9uY2U=' 'strict-dynamic';");
    expect(policy).not.toMatch(/script-src[^;]*unsafe/);
  });

  it("lets no style in by its place alone", () => {
    expect(policy).not.toContain("unsafe-inline");
  });

  it("knows the styles of the installed sonner by their digest", () => {
    const source = readFileSync(path.join("node_modules", "sonner", "dist", "index.mjs"), "utf8");
    const [, literal = ""] = /__insertCSS\(("(?:[^"\\]|\\.)*")\)/.exec(source) ?? [];
    const digest = createHash("sha256")
      .update(String(JSON.parse(literal)))
      .digest("base64");
    expect(policy).toContain(`'sha256-${digest}'`);
  });
});
