import { expect, it } from "vitest";
import { z } from "zod";
import { attestationSettingsFrom, attestationVariables } from "./attestation-settings";

const schema = z.object(attestationVariables);
const read = (text: string) => attestationSettingsFrom(schema.parse({ LETHE_WITNESSES: text }));
const problems = (text: string) =>
  schema.safeParse({ LETHE_WITNESSES: text }).error?.issues.map(({ message }) => message);

// As litewitness printed it.
const one = "witness.example.test/lite+3098bd3d+BDl8/OHPVPy5Eo75zaU1iNPjqugSFc5aaG5tTCLHXcq/";
// Of a log: testing/transparency-log/vectors.json.
const log = "lethe.example.test/ledger/3f0c2a+9ec97fb0+AepKbGPinFIKvvVQexMuxfmVR3auvr57kkIe6mkURtIs";

it("reads an address and a verifier key for each witness", () => {
  expect(attestationSettingsFrom({})).toEqual({ witnesses: [], timestampUrl: null });
  expect(read(`\n https://witness.example.test/a/  ${one} ,\n`)).toEqual({
    witnesses: [{ url: "https://witness.example.test/a", vkey: one }],
    timestampUrl: null,
  });
});

it.each([
  [one, /number 1 is not an address and a verifier key/],
  [`https://a.example.test ${one} more`, /number 1 is not an address and a verifier key/],
  [
    `https://a.example.test ${one}, ftp://b.example.test ${one.replace("lite", "b")}`,
    /number 2 does not have an address/,
  ],
  [`https://a:b@a.example.test ${one}`, /number 1 does not have an address/],
  [`https://a.example.test ${one.replace("BDl8", "BDl9")}`, /number 1 has a damaged verifier key/],
  [`https://a.example.test ${one.replace("lite", "late")}`, /number 1 has a damaged verifier key/],
  [`https://a.example.test ${one.slice(0, -3)}`, /number 1 does not have a verifier key/],
  [`https://a.example.test ${log}`, /number 1 has the key of a log/],
  [`https://a.example.test ${one}, https://b.example.test ${one}`, /each of them once/],
])("refuses %s", (text, message) => {
  expect(problems(text)).toEqual([expect.stringMatching(message)]);
});
