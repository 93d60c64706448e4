import { expect, it } from "vitest";
import { errorResponse } from "./json-route";

it("answers nobody, and says nothing of a failure, where whoever asked has left", () => {
  const leaving = new AbortController();
  leaving.abort(new Error("left"));
  expect(errorResponse(leaving.signal.reason, "/api/test", leaving.signal).status).toBe(499);
});

it("is a failure all the same when it is about something else", () => {
  const leaving = new AbortController();
  const failure = new Error("broken");
  expect(errorResponse(failure, "/api/test", leaving.signal).status).toBe(500);
  leaving.abort(new Error("left"));
  expect(errorResponse(failure, "/api/test", leaving.signal).status).toBe(500);
});
