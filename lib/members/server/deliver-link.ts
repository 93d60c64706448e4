import type { MailSettings } from "@/lib/env/mail-settings";
import { sendMail } from "@/lib/mail/server/send-mail";
import { linkMail } from "@/lib/members/link-mail";
import { linkUrl } from "@/lib/members/link";
import type { DeliveredLink, NewMemberLink } from "@/lib/members/types";

/**
 * The link as it is shown, once, and mailed where mail is set up. A mail that fails loses nothing: the answer says so, and has the
 * link all the same. `onMailFailed` is told why.
 */
export const deliverLink = async (
  { token, ...link }: NewMemberLink,
  {
    publicUrl,
    mail,
    onMailFailed,
  }: { publicUrl: string; mail: MailSettings | null; onMailFailed: (error: unknown) => void },
): Promise<DeliveredLink> => {
  const url = linkUrl(publicUrl, token);
  const shown = { ...link, url: link.isMailOnly ? null : url };
  if (mail === null) return { ...shown, mail: "off" };
  try {
    await sendMail(mail, { to: link.email, ...linkMail(link, url) });
    return { ...shown, mail: "sent" };
  } catch (error) {
    onMailFailed(error);
    return { ...shown, mail: "failed" };
  }
};
