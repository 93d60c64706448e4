import { isIP } from "node:net";
import { z } from "zod";

const isAddressOrNetwork = (text: string): boolean => {
  const [, address = "", bits] = /^([^/]*)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const family = isIP(address);
  if (family === 0 || address.includes("%")) return false;
  return bits === undefined || Number(bits) <= (family === 4 ? 32 : 128);
};

/** The variable, for scripts/settings.ts. scripts/forwarded-headers.cjs reads it, before any code of the server. */
export const proxyVariables = {
  /** Addresses and networks of the proxies whose X-Forwarded-For, -Host and -Proto count. */
  LETHE_TRUSTED_PROXIES: z
    .string()
    .refine(
      (text) =>
        text
          .split(",")
          .map((each) => each.trim())
          .every((each) => each === "" || isAddressOrNetwork(each)),
      "addresses or networks, separated by commas, like 10.0.0.2, 172.16.0.0/12",
    )
    .default(""),
};
