import { describe, expect, it } from "vitest";
import { attestationWords, attestedThrough, type Attestor } from "./attestation";

const attestor = (change: Partial<Attestor>): Attestor => ({
  kind: "witness",
  name: "witness.example.test",
  attestedSize: 0,
  attestedAt: null,
  askedAt: null,
  errorCode: null,
  ...change,
});
const file = attestor({ kind: "anchor_file", name: "/anchors.jsonl", attestedSize: 9 });

describe("what is green", () => {
  it.each<[string, Attestor[], string, RegExp]>([
    ["nothing set", [], "warning", /Nobody outside/],
    ["a file alone", [file], "warning", /Nobody outside/],
    ["a witness that was never heard", [attestor({}), file], "warning", /No event is attested/],
    ["a witness that is behind", [attestor({ attestedSize: 8 }), file], "warning", /The last event is not/],
    ["further behind", [attestor({ attestedSize: 2 })], "warning", /The last 7 events are not/],
    ["a witness", [attestor({ attestedSize: 9 })], "success", /All 9 events/],
    ["an anchor elsewhere", [attestor({ kind: "anchor_url", attestedSize: 9 })], "success", /All 9 events/],
    ["a time-stamp", [attestor({ kind: "timestamp", attestedSize: 9 })], "success", /All 9 events/],
    [
      "one witness, while another contradicts",
      [attestor({ attestedSize: 9 }), attestor({ name: "two", attestedSize: 4, errorCode: "forked" })],
      "warning",
      /two contradicts this ledger/,
    ],
    [
      "one witness, while another is away",
      [attestor({ attestedSize: 9 }), attestor({ attestedSize: 4, errorCode: "timed_out" })],
      "success",
      /All 9 events/,
    ],
  ])("%s", (_, attestors, look, title) => {
    const words = attestationWords({ eventCount: 9, attestors });
    expect(words.look).toBe(look);
    expect(words.title).toMatch(title);
  });

  it("is not more than there are events", () => {
    expect(attestedThrough({ eventCount: 3, attestors: [file] })).toBe(0);
    const ahead = [attestor({ attestedSize: 12, errorCode: "ahead" })];
    expect(attestationWords({ eventCount: 3, attestors: ahead }).look).toBe("warning");
    expect(attestationWords({ eventCount: 0, attestors: [] }).look).toBe("info");
  });
});
