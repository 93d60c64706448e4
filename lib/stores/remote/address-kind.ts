import { BlockList, isIP } from "node:net";

/**
 * `never`: where no store is (metadata services of clouds, which hand out the machine's own rights; link-local, multicast and
 * unspecified addresses). `private`: this machine and networks that the internet does not reach.
 */
export type AddressKind = "public" | "private" | "never";

/** What kind of IP address it is; `never` for a text that is none. */
export const addressKind = (address: string): AddressKind => {
  const [plain = ""] = address.split("%");
  const family = isIP(plain);
  if (family === 0) return "never";
  const type = family === 4 ? "ipv4" : "ipv6";
  // Before the rest: in form it belongs to the addresses that stand for IPv4's 0.0.0.0/8.
  if (loopback.check(plain, type)) return "private";
  if (never.check(plain, type)) return "never";
  return privates.check(plain, type) ? "private" : "public";
};

/** Names under which clouds serve their metadata. Their addresses are refused anyway; a resolver may know others. */
export const isMetadataName = (hostname: string): boolean =>
  [
    "metadata",
    "metadata.google.internal",
    "metadata.goog",
    "instance-data",
    "instance-data.ec2.internal",
  ].includes(hostname.toLowerCase().replace(/\.$/, ""));

/** Rules for IPv4, and for the IPv6 addresses that stand for IPv4 ones: mapped, translated, compatible, NAT64 and 6to4. */
const withIpv4 = (list: BlockList, subnets: readonly string[]): BlockList => {
  for (const subnet of subnets) {
    const [network = "", bits] = subnet.split("/");
    const prefix = Number(bits);
    list.addSubnet(network, prefix, "ipv4");
    const [a = 0, b = 0, c = 0, d = 0] = network.split(".").map(Number);
    const hex = `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
    for (const embedding of ["::ffff:", "::ffff:0:", "::", "64:ff9b::"])
      list.addSubnet(`${embedding}${hex}`, 96 + prefix, "ipv6");
    list.addSubnet(`2002:${hex}::`, 16 + prefix, "ipv6");
  }
  return list;
};

const withIpv6 = (list: BlockList, subnets: readonly string[]): BlockList => {
  for (const subnet of subnets) {
    const [network = "", bits] = subnet.split("/");
    list.addSubnet(network, Number(bits), "ipv6");
  }
  return list;
};

const loopback = withIpv6(new BlockList(), ["::1/128"]);

const never = withIpv6(
  withIpv4(new BlockList(), [
    "0.0.0.0/8",
    // Link-local, with the metadata services of AWS, Azure, Google, Oracle, DigitalOcean and others (169.254.169.254).
    "169.254.0.0/16",
    // Alibaba's and Oracle's older metadata services, and Azure's host.
    "100.100.100.200/32",
    "192.0.0.192/32",
    "168.63.129.16/32",
    "224.0.0.0/4",
    "255.255.255.255/32",
  ]),
  [
    "::/128",
    "fe80::/10",
    "ff00::/8",
    // The metadata services of AWS and Google.
    "fd00:ec2::/32",
    "fd20:ce::/32",
    // Teredo and local NAT64: IPv4 addresses in a form that differs from place to place.
    "2001::/32",
    "64:ff9b:1::/48",
  ],
);

const privates = withIpv6(
  withIpv4(new BlockList(), [
    "10.0.0.0/8",
    "100.64.0.0/10",
    "127.0.0.0/8",
    "172.16.0.0/12",
    "192.0.0.0/24",
    "192.0.2.0/24",
    "192.168.0.0/16",
    "198.18.0.0/15",
    "198.51.100.0/24",
    "203.0.113.0/24",
    "240.0.0.0/4",
  ]),
  ["100::/64", "2001:db8::/32", "fc00::/7", "fec0::/10"],
);
