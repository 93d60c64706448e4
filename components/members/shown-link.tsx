import { Notice } from "@/components/ui/notice";
import { SecretField } from "@/components/ui/secret-field";
import { VisibleText } from "@/components/ui/visible-text";
import { linkHours } from "@/lib/members/link";
import type { DeliveredLink } from "@/lib/members/types";
import { withNamedInvisible } from "@/lib/text/invisible-characters";

/** A new link, in the only place it is ever shown. */
export const ShownLink = ({ link }: { link: DeliveredLink }) => (
  <div className="grid gap-4">
    <MailOutcome link={link} />
    {link.url !== null && (
      <SecretField
        label={`Link for ${withNamedInvisible(link.email)}`}
        hint={`Works once, for ${durationWords(linkHours[link.kind])}. It lets in anyone who has it.`}
        value={link.url}
        copyLabel="Copy the link"
      />
    )}
  </div>
);

/** Of the dialog that shows it. */
export const linkTitle = ({ url, mail }: DeliveredLink): string =>
  url !== null ? "Copy the link now" : mail === "sent" ? "Link sent" : "The link was not sent";

const MailOutcome = ({ link: { email, mail, url } }: { link: DeliveredLink }) => {
  if (url === null) return <MailOnly email={email} isSent={mail === "sent"} />;
  switch (mail) {
    case "sent":
      return (
        <Notice look="success">
          <p className="break-words">
            The link is on its way to <Address email={email} />. Should it not arrive, send it another way: it
            will not be shown again.
          </p>
        </Notice>
      );
    case "failed":
      return (
        <Notice look="warning" role="alert">
          <p className="break-words">
            The mail to <Address email={email} /> could not be sent. Send the link another way: it will not be
            shown again.
          </p>
        </Notice>
      );
    case "off":
      return (
        <Notice look="warning">
          <p className="break-words">
            Send this link to <Address email={email} /> yourself. It will not be shown again; if it gets lost,
            create another.
          </p>
        </Notice>
      );
  }
};

/** Approved by a second person. */
const MailOnly = ({ email, isSent }: { email: string; isSent: boolean }) =>
  isSent ? (
    <Notice look="success">
      <p className="break-words">
        The link is on its way to <Address email={email} />. While the second-person rule is on, links of
        admins are mailed and shown to nobody else.
      </p>
    </Notice>
  ) : (
    <Notice look="warning" role="alert">
      <p className="break-words">
        The mail to <Address email={email} /> could not be sent, and while the second-person rule is on, links
        of admins are shown to nobody. Ask for another one when the mail server works again.
      </p>
    </Notice>
  );

const Address = ({ email }: { email: string }) => (
  <bdi>
    <VisibleText text={email} />
  </bdi>
);

const durationWords = (hours: number): string => (hours > 48 ? `${hours / 24} days` : `${hours} hours`);
