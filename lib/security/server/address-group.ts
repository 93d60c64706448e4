import ipaddr from "ipaddr.js";

const networkBits = 64;

/**
 * What a limit by address counts as one: an IPv4 address, and an IPv6 network of 64 bits, as one connection is given all of
 * that. An address that is not known counts as one, too.
 */
export const addressGroup = (address: string | null): string => {
  if (address === null || !ipaddr.isValid(address)) return "unknown";
  const parsed = ipaddr.process(address);
  if (parsed.kind() === "ipv4") return parsed.toString();
  return `${ipaddr.IPv6.networkAddressFromCIDR(`${parsed.toString()}/${networkBits}`).toString()}/${networkBits}`;
};
