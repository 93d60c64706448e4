import { z } from "zod";
import { roles } from "@/lib/access/types";
import { memberIdSchema } from "@/lib/access/member-id-schema";

/** OWASP ASVS 4.0.3, 2.1.1 and 2.1.2. Members from before, with shorter ones, still sign in. */
export const passwordLengthMin = 12;
const passwordLengthMax = 256;

/**
 * An email address, in ASCII and lower case. Looked at before it is lowered: a Kelvin sign becomes a k, and would be somebody
 * else's address.
 */
export const email = z
  .string()
  .trim()
  .regex(/^\p{ASCII}*$/u, "Enter an email address.")
  .toLowerCase()
  .pipe(z.email("Enter an email address.").max(254));

// As they count as one: letters with their accents, emoji and letters of every language.
const lengthOf = (text: string): number => Array.from(text.normalize("NFC")).length;

/** A password that is being set; whether it is too easy to guess, `refuseCommonPassword` decides on the server. */
export const newPassword = z
  .string()
  .refine(
    (text) => lengthOf(text) >= passwordLengthMin,
    `A password must have at least ${passwordLengthMin} characters.`,
  )
  .refine(
    (text) => lengthOf(text) <= passwordLengthMax,
    `A password can have at most ${passwordLengthMax} characters.`,
  );

/** A password that is given to sign in. It is as long as it was allowed to be when it was set. */
export const givenPassword = z
  .string()
  .min(1, "Enter your password.")
  .max(2 * passwordLengthMax);

/** A one-time password or a recovery code as it is typed; "" when none is given. */
const givenCode = z.string().trim().max(64, "This code is too long.").default("");

export const credentialsSchema = z.object({ email, password: givenPassword, code: givenCode });

export const setUpSchema = z.object({
  token: z.string().min(1).max(128),
  email,
  password: newPassword,
});

export const firstMemberSchema = z.object({ email, password: newPassword });

/** What a member gives to show again who they are. */
export const reauthenticateSchema = z.object({ password: givenPassword, code: givenCode });

/** The first code of a new key. */
export const confirmTotpSchema = z.object({
  code: z
    .string()
    .transform((text) => text.replace(/\s/g, ""))
    .pipe(z.string().regex(/^\d{6}$/, "Enter the six digits that the app shows.")),
});

export const changePasswordSchema = z.object({ oldPassword: givenPassword, newPassword });
export type ChangePasswordInput = z.infer<typeof changePasswordSchema>;

export const signOutSessionSchema = z.object({ id: z.uuid() });
export const signOutEverywhereSchema = z.object({ isHereKept: z.boolean() });

const role = z.enum(roles, `The role must be one of ${roles.join(", ")}.`);

/** Input of inviteMember. */
export const inviteSchema = z.object({ email, role });
export type InviteInput = z.infer<typeof inviteSchema>;

/** Input of changeRole. */
export const changeRoleSchema = z.object({ id: memberIdSchema, role });
export type ChangeRoleInput = z.infer<typeof changeRoleSchema>;

/** Input of what is done to a member who exists. */
export const memberInputSchema = z.object({ id: memberIdSchema });

/** Input of createResetLink. */
export const resetSchema = memberInputSchema.extend({ removesTotp: z.boolean() });
export type ResetInput = z.infer<typeof resetSchema>;

/** The secret of a link; one that is not shaped like a token is told the same as one that is not known. */
export const linkTokenSchema = z.object({ token: z.string().max(1_000) });

export const acceptLinkSchema = linkTokenSchema.extend({ password: newPassword });
export type AcceptLinkInput = z.infer<typeof acceptLinkSchema>;
