import { z } from "zod";

/** The least that NIST SP 800-63B allows. */
export const passwordLengthMin = 8;

const email = z.string().trim().toLowerCase().pipe(z.email("Enter an email address.").max(254));
const newPassword = z
  .string()
  .min(passwordLengthMin, `A password must have at least ${passwordLengthMin} characters.`)
  .max(256, "A password can have at most 256 characters.");

export const credentialsSchema = z.object({ email, password: z.string().min(1).max(256) });

export const setUpSchema = z.object({ token: z.string().min(1).max(128), email, password: newPassword });

export const firstMemberSchema = z.object({ email, password: newPassword });
