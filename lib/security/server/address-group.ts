import ipaddr from "ipaddr.js";

const networkBits = 64;
/** Of one customer, at most: providers hand out up to so much. */
const siteBits = 48;

/**
 * What a limit by address counts as one: an IPv4 address, and an IPv6 network of 64 bits, as one connection is given all of
 * that. An address that is not known counts as one, too.
 */
export const addressGroup = (address: string | null): string => {
  if (address === null || !ipaddr.isValid(address)) return "unknown";
  const parsed = ipaddr.process(address);
  if (parsed.kind() === "ipv4") return parsed.toString();
  return networkOf(parsed.toString(), networkBits);
};

/** The wider IPv6 network that an address is of, whose 65,536 groups may all be one guesser's; null for other addresses. */
export const addressSite = (address: string | null): string | null => {
  if (address === null || !ipaddr.isValid(address)) return null;
  const parsed = ipaddr.process(address);
  return parsed.kind() === "ipv4" ? null : networkOf(parsed.toString(), siteBits);
};

const networkOf = (address: string, bits: number): string =>
  `${ipaddr.IPv6.networkAddressFromCIDR(`${address}/${bits}`).toString()}/${bits}`;
