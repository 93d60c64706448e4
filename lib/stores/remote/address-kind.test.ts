import { describe, expect, it } from "vitest";
import { addressKind, isMetadataName } from "./address-kind";

describe("addressKind (ASVS 12.6.1)", () => {
  it.each([
    "1.1.1.1",
    "34.120.8.1",
    "172.32.0.1",
    "100.128.0.1",
    "2606:4700::1111",
    "2600:1f18::1",
    "::ffff:1.1.1.1",
    "::ffff:0:1.1.1.1",
    "::1.1.1.1",
    "64:ff9b::1.1.1.1",
    "2002:101:101::1",
    "2001:4860:4860::8888",
    "2606:4700:0:0:0:0:0:1111",
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
    "0:0:0:0:0:0:0:1",
    "fc00::1",
    "fd12:3456::1",
    "::ffff:127.0.0.1",
    "::ffff:7f00:1",
    "::ffff:0:127.0.0.1",
    "::ffff:0:c0a8:101",
    "::127.0.0.1",
    "64:ff9b::10.0.0.1",
    "2002:c0a8:101::",
    // Documentation, measuring, relays and what is reserved: nothing answers there from the internet.
    "192.0.2.1",
    "198.18.0.1",
    "192.88.99.1",
    "240.0.0.1",
    "fec0::1",
    "100::1",
    "2001:db8::1",
    "2001:10::1",
    "3fff::1",
    "5f00::1",
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
    "::a9fe:a9fe",
    "::169.254.169.254",
    "::2",
    "2002:6464:64c8::1",
    "64:ff9b::a83f:8110",
    "ff02::1",
    "0:0:0:0:0:ffff:a9fe:a9fe",
    // Other ways to write an IPv4 address, which only a resolver would read.
    "0x7f.1",
    "127.1",
    "2130706433",
    "0251.0376.0251.0376",
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
