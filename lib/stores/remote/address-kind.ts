import { isIP } from "node:net";
import ipaddr from "ipaddr.js";

/**
 * `never`: where no store is (metadata services of clouds, which hand out the machine's own rights; link-local, multicast and
 * unspecified addresses). `private`: this machine and networks that the internet does not reach.
 */
export type AddressKind = "public" | "private" | "never";

/** What kind of IP address it is; `never` for any other text. */
export const addressKind = (address: string): AddressKind => {
  const [plain = ""] = address.split("%");
  // ipaddr.js also reads 0x7f.1 and 127.1, which are names to a resolver.
  if (isIP(plain) === 0 || !ipaddr.isValid(plain)) return "never";
  const parsed = ipaddr.parse(plain);
  return kindOf(ipv4Within(parsed) ?? parsed);
};

const kindOf = (address: Address): AddressKind => {
  if (ipaddr.subnetMatch(address, { never }, "") === "never") return "never";
  const range = address.range();
  if (neverRanges.has(range)) return "never";
  return range === "unicast" ? "public" : "private";
};

const neverRanges: ReadonlySet<string> = new Set([
  "unspecified",
  "linkLocal",
  "multicast",
  "broadcast",
  // IPv4 addresses in a form that differs from place to place.
  "teredo",
  "rfc6052",
]);

/** The IPv4 address that an IPv6 address stands for: mapped, translated, compatible, NAT64 and 6to4. */
const ipv4Within = (address: Address): Address | null => {
  const bytes = address.toByteArray();
  const range = address.range();
  if (range === "6to4") return ipaddr.fromByteArray(bytes.slice(2, 6));
  const isEmbedded =
    range === "ipv4Mapped" ||
    range === "rfc6145" ||
    // ::1 and :: have ranges of their own.
    (range === "unicast" && isWithin(address, "::/96")) ||
    isWithin(address, "64:ff9b::/96");
  return isEmbedded ? ipaddr.fromByteArray(bytes.slice(12)) : null;
};

type Address = ReturnType<typeof ipaddr.parse>;

const isWithin = (address: Address, network: string): boolean =>
  ipaddr.subnetMatch(address, { network: ipaddr.parseCIDR(network) }, "") === "network";

/** Metadata services outside the link-local addresses. */
const never = [
  // Alibaba's and Oracle's older ones, and Azure's host.
  "100.100.100.200/32",
  "192.0.0.192/32",
  "168.63.129.16/32",
  // AWS's and Google's.
  "fd00:ec2::/32",
  "fd20:ce::/32",
].map((network) => ipaddr.parseCIDR(network));

/** Names under which clouds serve their metadata. Their addresses are refused anyway; a resolver may know others. */
export const isMetadataName = (hostname: string): boolean =>
  [
    "metadata",
    "metadata.google.internal",
    "metadata.goog",
    "instance-data",
    "instance-data.ec2.internal",
  ].includes(hostname.toLowerCase().replace(/\.$/, ""));
