import { Notice } from "@/components/ui/notice";
import { SecretField } from "@/components/ui/secret-field";
import { linkHours } from "@/lib/members/link";
import type { DeliveredLink } from "@/lib/members/types";

/** A new link, in the only place it is ever shown. */
export const ShownLink = ({ link }: { link: DeliveredLink }) => (
  <div className="grid gap-4">
    <MailOutcome link={link} />
    <SecretField
      label={`Link for ${link.email}`}
      hint={`Works once, for ${durationWords(linkHours[link.kind])}. It lets in anyone who has it.`}
      value={link.url}
      copyLabel="Copy the link"
    />
  </div>
);

const MailOutcome = ({ link: { email, mail } }: { link: DeliveredLink }) => {
  switch (mail) {
    case "sent":
      return (
        <Notice look="success">
          <p className="break-words">
            The link is on its way to <bdi>{email}</bdi>. Should it not arrive, send it another way: it will
            not be shown again.
          </p>
        </Notice>
      );
    case "failed":
      return (
        <Notice look="warning" role="alert">
          <p className="break-words">
            The mail to <bdi>{email}</bdi> could not be sent. Send the link another way: it will not be shown
            again.
          </p>
        </Notice>
      );
    case "off":
      return (
        <Notice look="warning">
          <p className="break-words">
            Send this link to <bdi>{email}</bdi> yourself. It will not be shown again; if it gets lost, create
            another.
          </p>
        </Notice>
      );
  }
};

const durationWords = (hours: number): string => (hours > 48 ? `${hours / 24} days` : `${hours} hours`);
