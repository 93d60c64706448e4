import dns from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import { StoreError } from "@/lib/errors/store-error";
import { addressKind, isMetadataName } from "./address-kind";

/** Where a store may be. */
export type AddressGuard = {
  /** LETHE_ALLOW_PRIVATE_STORES. */
  allowsPrivate: boolean;
  /** dns.lookup by default. */
  resolve?: (
    hostname: string,
    options: dns.LookupAllOptions,
    done: (error: NodeJS.ErrnoException | null, addresses: dns.LookupAddress[]) => void,
  ) => void;
};

/**
 * A lookup for node:net and all that is built on it. It answers the addresses that may be connected to, and these very
 * addresses are connected to: a name that means something else at the second look gains nothing. `isEncrypted` false: only
 * private addresses will do, since a key would cross the internet in clear.
 */
export const guardedLookup =
  (guard: AddressGuard, isEncrypted: boolean): LookupFunction =>
  (hostname, options, done) => {
    if (isMetadataName(hostname)) return done(new StoreError("address_refused"), []);
    (guard.resolve ?? dns.lookup)(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return done(error, []);
      const allowed = addresses.filter(({ address }) => mayConnect(guard, isEncrypted, address));
      const [first] = allowed;
      if (first === undefined) return done(new StoreError("address_refused"), []);
      if (options.all === true) return done(null, allowed);
      done(null, first.address, first.family);
    });
  };

/** Throws StoreError for an address given as such, which node connects to without a lookup. */
export const refuseAddress = (guard: AddressGuard, isEncrypted: boolean, hostname: string): void => {
  const address = hostname.replace(/^\[|\]$/g, "");
  if (isIP(address) !== 0 && !mayConnect(guard, isEncrypted, address))
    throw new StoreError("address_refused");
};

/** Whether nothing at this URL may be connected to, as far as its text says: what a name leads to is looked up when it is called. */
export const isAddressRefused = (guard: AddressGuard, { protocol, hostname }: URL): boolean => {
  const name = hostname.replace(/\.$/, "").toLowerCase();
  if (isMetadataName(hostname)) return true;
  const address =
    name === "localhost" || name.endsWith(".localhost") ? "127.0.0.1" : name.replace(/^\[|\]$/g, "");
  return isIP(address) !== 0 && !mayConnect(guard, protocol === "https:", address);
};

const mayConnect = ({ allowsPrivate }: AddressGuard, isEncrypted: boolean, address: string): boolean => {
  switch (addressKind(address)) {
    case "public":
      return isEncrypted;
    case "private":
      return allowsPrivate;
    case "never":
      return false;
  }
};
