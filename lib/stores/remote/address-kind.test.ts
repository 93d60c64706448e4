import { describe, expect, it } from "vitest";
import { addressKind, isMetadataName } from "./address-kind";

describe("addressKind", () => {
  it.each([
    "1.1.1.1",
    "34.120.8.1",
    "172.32.0.1",
    "100.128.0.1",
    "2606:4700::1111",
    "2600:1f18::1",
    "::ffff:1.1.1.1",
    "::ffff:0:1.1.1.1",
  ])("%s is public", (address) => expect(addressKind(address)).toBe("public"));

  it.each([
    "127.0.0.1",
    "127.255.255.254",
    "10.1.2.3",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "100.64.0.1",
    "::1",
    "fc00::1",
    "fd12:3456::1",
    "::ffff:127.0.0.1",
    "::ffff:7f00:1",
    "::ffff:0:127.0.0.1",
    "::ffff:0:c0a8:101",
    "::127.0.0.1",
    "64:ff9b::10.0.0.1",
    "2002:c0a8:101::",
  ])("%s is private", (address) => expect(addressKind(address)).toBe("private"));

  it.each([
    "169.254.169.254",
    "169.254.170.2",
    "100.100.100.200",
    "192.0.0.192",
    "168.63.129.16",
    "fd00:ec2::254",
    "fd20:ce::254",
    "fe80::1",
    "fe80::1%eth0",
    "0.0.0.0",
    "::",
    "224.0.0.1",
    "255.255.255.255",
    "::ffff:169.254.169.254",
    "::ffff:a9fe:a9fe",
    "::ffff:0:169.254.169.254",
    "::ffff:0:a9fe:a9fe",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::a9fe:a9fe",
    "2002:a9fe:a9fe::",
    "2001:0:a9fe:a9fe::",
    "localhost",
    "",
  ])("%s is never a store's", (address) => expect(addressKind(address)).toBe("never"));
});

describe("isMetadataName", () => {
  it("knows the names with and without the root's dot, in any case", () => {
    expect(isMetadataName("metadata.google.internal")).toBe(true);
    expect(isMetadataName("Metadata.Google.Internal.")).toBe(true);
    expect(isMetadataName("api.mem0.ai")).toBe(false);
  });
});
