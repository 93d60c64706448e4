import { describe, expect, it } from "vitest";
import { newTicketSchema } from "@/lib/tickets/schema";
import { draftOfFragment, emptyDraft, inputFrom } from "./new-ticket-fields";

describe("a helpdesk's link", () => {
  it("fills in what it names, and nothing else", () => {
    expect(
      draftOfFragment(
        "#ref=GDPR-1042&user=caroline&email=c.s%2Bx%40example.com&name=Smith%2C+Caroline&received=2026-11-28&law=ccpa&url=https%3A%2F%2Fdesk.example%2F1042&assignee=x",
      ),
    ).toEqual({
      reference: "GDPR-1042",
      names: "Smith, Caroline\ncaroline\nc.s+x@example.com",
      receivedOn: "2026-11-28",
      law: "ccpa",
      helpdeskUrl: "https://desk.example/1042",
    });
    expect(draftOfFragment("#user=a&user=b&user=+")).toEqual({ names: "a\nb" });
    expect(draftOfFragment("#received=yesterday&law=gdrp&ref=")).toEqual({});
    expect(draftOfFragment("")).toEqual({});
  });
});

describe("what is typed for a ticket", () => {
  const typed = {
    ...emptyDraft("2026-11-28"),
    reference: "GDPR-1042",
    names: "Caroline, c@example.com;\ncaroline",
  };

  it("becomes names and a day only where no law sets one", () => {
    const input = newTicketSchema.parse(inputFrom({ ...typed, dueOn: "2027-01-01" }));
    expect(input).toMatchObject({ names: ["Caroline", "c@example.com", "caroline"], dueOn: null });
    expect(newTicketSchema.parse(inputFrom({ ...typed, law: "other", dueOn: "2027-01-01" })).dueOn).toBe(
      "2027-01-01",
    );
    expect(newTicketSchema.parse(inputFrom({ ...typed, law: "own_policy" })).dueOn).toBeNull();
  });

  it.each([
    ["names", { names: " , ;\n" }],
    ["names", { names: Array.from({ length: 90 }, (_, index) => `caroline-smith-at-work-${index}`).join() }],
    ["reference", { reference: " " }],
    ["reference", { reference: "new" }],
    ["reference", { reference: ".." }],
    ["reference", { reference: "a\u202eb" }],
    ["reference", { reference: "x".repeat(101) }],
    ["receivedOn", { receivedOn: "" }],
    ["receivedOn", { receivedOn: "2026-02-30" }],
    ["receivedOn", { receivedOn: "0202-01-01" }],
    ["helpdeskUrl", { helpdeskUrl: "javascript:alert(1)" }],
  ])("is refused with a sentence about %s", (field, part) => {
    const { error } = newTicketSchema.safeParse(inputFrom({ ...typed, ...part }));
    expect(error?.issues.map(({ path }) => path[0])).toEqual([field]);
    expect(error?.issues[0]?.message).toMatch(/\.$/);
  });
});
