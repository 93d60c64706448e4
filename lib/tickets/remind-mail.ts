/** The mail that reminds of a ticket, as plain text. It does not say whom the ticket is about. */
export const reminderMail = (input: {
  reference: string;
  clock: "answer" | "acknowledge";
  /** `YYYY-MM-DD` */
  dueOn: string;
  /** Negative when the day has passed. */
  daysLeft: number;
  url: string;
}): { subject: string; text: string } => {
  const { reference, clock, dueOn, daysLeft, url } = input;
  const what = clock === "answer" ? "an answer" : "an acknowledgement";
  const when = daysWords(daysLeft);
  return {
    subject: daysLeft < 0 ? `${reference}: ${what} is ${when}` : `${reference}: ${what} is due ${when}`,
    text: `The ticket ${reference} ${daysLeft < 0 ? "was" : "is"} due for ${what} on ${dayWords(dueOn)} (${when}).

${url}
`,
  };
};

const daysWords = (daysLeft: number): string => {
  if (daysLeft === 0) return "today";
  if (daysLeft === 1) return "tomorrow";
  if (daysLeft > 0) return `in ${daysLeft} days`;
  return daysLeft === -1 ? "1 day overdue" : `${-daysLeft} days overdue`;
};

const dayWords = (day: string): string =>
  new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" }).format(
    new Date(`${day}T00:00:00Z`),
  );
