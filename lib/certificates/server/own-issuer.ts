import packageJson from "@/package.json";
import { env, ticketSettings } from "@/lib/env/env";
import type { Issuer } from "./gather-facts";
import { loadSigningKey, type SigningKey } from "./signing-key";

/** This Lethe, as its certificates name it. */
export const ownIssuer = (): Issuer => ({
  origin: new URL(env().publicUrl).host,
  version: packageJson.version,
  timeZone: ticketSettings().timeZone,
});

/** The key that this Lethe signs with now. Read each time, so that a key that was put in its place is used at once. */
export const ownSigningKey = (): Promise<SigningKey> =>
  loadSigningKey({ configured: env().certificateKey, dataDir: env().dataDir });
