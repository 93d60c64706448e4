import { z } from "zod";
import { setVariables } from "./set-variables";

/** How long members stay signed in, for how long it counts that they have shown who they are, and with how much. */
export type SessionSettings = {
  /** From sign-in; using Lethe does not make it longer. */
  hours: number;
  /** Without any use. */
  idleMinutes: number;
  /** After these a member is asked again, before what cannot be undone or gives others access. */
  reauthenticateMinutes: number;
  /** Admins who sign in with a password can do nothing before they have one-time passwords. */
  isAdminTotpRequired: boolean;
};

const whole = (unit: string) =>
  z.coerce.number(`must be a whole number of ${unit}`).int(`must be a whole number of ${unit}`);

/** The variables, for lib/env/env.ts. */
export const sessionVariables = {
  LETHE_SESSION_HOURS: whole("hours").min(1, "must be 1 or more").max(720, "must be 720 or less").default(12),
  // Use is written down once a minute: a shorter limit would end sessions that are in use.
  LETHE_SESSION_IDLE_MINUTES: whole("minutes")
    .min(2, "must be 2 or more")
    .max(43_200, "must be 43200 or less")
    .default(60),
  LETHE_REAUTHENTICATE_MINUTES: whole("minutes")
    .min(1, "must be 1 or more")
    .max(43_200, "must be 43200 or less")
    .default(15),
  LETHE_ADMIN_TOTP: z.enum(["required", "optional"], "must be required or optional").default("optional"),
};

/** Reads the settings from an environment. */
export const sessionSettingsFrom = (variables: NodeJS.ProcessEnv): SessionSettings => {
  const read = z.object(sessionVariables).parse(setVariables(variables));
  return {
    hours: read.LETHE_SESSION_HOURS,
    idleMinutes: read.LETHE_SESSION_IDLE_MINUTES,
    reauthenticateMinutes: read.LETHE_REAUTHENTICATE_MINUTES,
    isAdminTotpRequired: read.LETHE_ADMIN_TOTP === "required",
  };
};
