import { describe, expect, it } from "vitest";
import { addressRefusal, apiRefusal, isApiRequest, originForm, withOneSlash } from "./api-refusal";

describe("requests to Mem0's API", () => {
  it("are known by their path, also behind a host that ends with a slash", () => {
    for (const url of [
      "/v1",
      "/v1/ping/",
      "/v3?a",
      "//v2/memories/",
      "/api/v1/",
      "///api/v1/x?//",
      "/v1//x",
    ]) {
      expect(isApiRequest({ url }), url).toBe(true);
    }
    for (const url of ["/", "/v1x", "/v4/", "/memories/v1/", "/api/v1x", "/api/memories", "/?/v1/"]) {
      expect(isApiRequest({ url }), url).toBe(false);
    }
    expect(originForm("HTTPS://a.example:1/v1/ping/?a=http://b/c")).toBe("/v1/ping/?a=http://b/c");
    expect(originForm("/?url=http://b/c")).toBe("/?url=http://b/c");
    expect(withOneSlash("//v1/ping/?to=//x")).toBe("/v1/ping/?to=//x");
  });

  it("are refused where an ID is missing in the middle, and where there is no such method", () => {
    for (const url of [
      "/v1/memories//",
      "//v1//memories/",
      "/v2/entities/user//?a=b",
      "/v1/memories\\x",
      "/v1/memories/%2E/",
      "/v1/..",
    ]) {
      expect(apiRefusal({ method: "DELETE", url }), url).toMatchObject({ status: 404 });
    }
    for (const method of ["TRACE", "PROPFIND", "get", ""]) {
      expect(apiRefusal({ method, url: "/v1/ping/" })).toMatchObject({ status: 405 });
    }
    for (const method of ["GET", "HEAD", "OPTIONS", "PATCH", "DELETE"]) {
      expect(apiRefusal({ method, url: "//v1/memories/a%2F%2Fb/?url=https://x/../y" })).toBeNull();
      expect(apiRefusal({ method, url: "/v2/entities/user/a.b/" })).toBeNull();
    }
  });
});

describe("an address", () => {
  it("is refused when it has no path, or thousands of parameters", () => {
    expect(addressRefusal({ url: "*" })).toMatchObject({ status: 400 });
    expect(addressRefusal({ url: `/?${"a&".repeat(1000)}` })).toMatchObject({ status: 414 });
    expect(addressRefusal({ url: `/?${"a&".repeat(999)}` })).toBeNull();
  });
});
