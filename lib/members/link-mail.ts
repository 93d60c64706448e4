import type { NewMemberLink } from "./types";

/** The mail that brings a link, as plain text. */
export const linkMail = (
  { kind, role, invitedBy, expiresAt, email }: Omit<NewMemberLink, "token" | "isMailOnly">,
  url: string,
): { subject: string; text: string } => {
  const until = `${expiresAt.slice(0, 16).replace("T", " ")} UTC`;
  return kind === "invite"
    ? {
        subject: "Your invitation to Lethe",
        text: `${invitedBy === null ? "You have been invited" : `${invitedBy} has invited you`} to Lethe, with the role ${role}.

Choose a password for ${email} here:

${url}

The link works once, until ${until}. Keep it to yourself: it lets in anyone who has it.
If you did not expect this, do nothing.
`,
      }
    : {
        subject: "Choose a new password for Lethe",
        text: `${invitedBy ?? "An administrator"} has created a link with which you choose a new password for ${email} in Lethe:

${url}

The link works once, until ${until}. Keep it to yourself: it lets in anyone who has it.
Your password stays as it is until you use the link. If you did not ask for this, tell the person who runs Lethe.
`,
      };
};
