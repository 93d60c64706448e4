import type { Conversation } from "../conversation";

const desk = { user: "lars@example.com", app: "northdesk", agent: "support-triage" };
const billing = { user: "lars@example.com", app: "northdesk", agent: "billing-assistant" };
const trips = { user: "lars@example.com", app: "wayfare" };

export const larsMemories: Conversation[] = [
  {
    ...desk,
    run: "run-nd-50117",
    daysAgo: 377,
    metadata: { source: "ticket", channel: "email", ticket: "ND-20118", locale: "sv-SE", priority: "normal" },
    facts: [
      ["Lars Hjortsberg, runs a two-person joinery in Örnsköldsvik", "identity work"],
      ["Owns a Halden Hub (2nd generation) and three wall repeaters", "support"],
      ["Repeater in the workshop drops out when the planer is running", "support work"],
      ["Delivery address: Storgatan 14, Örnsköldsvik", "identity", { supersededBy: "lars-address-2" }],
      "Writes in Swedish, is happy to be answered in English",
    ],
  },
  {
    ...desk,
    run: "run-nd-50164",
    daysAgo: 372,
    metadata: {
      source: "ticket",
      channel: "phone",
      ticket: "ND-20118",
      attachments: ["spectrum-1.png", "spectrum-2.png"],
    },
    facts: [
      ["Interference confirmed on 2.4 GHz from the planer motor; moved to channel 11", "support"],
      [
        "Sent Lars a shielded repeater free of charge, no return needed.",
        "support billing",
        { agentSaid: true },
      ],
      ["Phone is best after 16:00, machines are off then", "schedule preferences"],
    ],
  },
  {
    ...billing,
    run: "run-nd-50911",
    daysAgo: 259,
    metadata: { source: "ticket", channel: "email", ticket: "ND-21544" },
    facts: [
      ["Wants one invoice per quarter for both the home and the workshop line", "billing preferences"],
      ["VAT number is on file and was checked; reverse charge does not apply", "billing finance"],
      [
        "Pays by direct debit on the 5th",
        "billing finance",
        {
          earlier: [
            ["Pays by bank transfer, often late", 240],
            ["Pays by direct debit on the 28th", 133],
          ],
        },
      ],
      ["Charged twice in one month (SEK 449); refunded", "billing"],
    ],
  },
  {
    ...trips,
    agent: "trip-planner",
    run: "run-wf-11588",
    daysAgo: 182,
    facts: [
      ["Looking for a sleeper train from Stockholm to Hamburg, then on to the Harz", "travel"],
      ["Travels with a dog, Ludde, 31 kg, good on trains", "travel family"],
      ["195 cm tall: bunks under two metres are out", "preferences travel"],
      "Will drive if it comes to that",
      [
        "Told Lars that large dogs need a private compartment on the Hamburg sleeper.",
        "travel",
        { agentSaid: true },
      ],
    ],
  },
  {
    ...desk,
    run: "run-nd-51690",
    daysAgo: 128,
    metadata: {
      source: "ticket",
      channel: "chat",
      ticket: "ND-22871",
      device: { model: "HH-2", firmware: "4.11.2" },
    },
    facts: [
      [
        "Moved house; new delivery address Nygatan 3 B, Härnösand",
        "identity",
        { key: "lars-address-2", supersededBy: "lars-address-3" },
      ],
      ["Fibre at the new place ends in the cellar, concrete walls", "support"],
      ["Firmware 4.11.2 stuck at 63 % twice, third time worked over cable", "support"],
      ["Workshop stays in Örnsköldsvik", "work"],
    ],
  },
  {
    ...trips,
    agent: "booking-agent",
    run: "run-wf-12010",
    daysAgo: 78,
    metadata: { source: "booking", trip: { from: "Stockholm C", to: "Hamburg Hbf", pets: 1 } },
    facts: [
      ["Private sleeper compartment booked, berth 41–43, dog included", "travel billing"],
      ["Wheat beer and a radiator: his two demands of a hotel", "preferences food"],
      ["Voucher of €60 for the four-hour delay, valid until {-12}", "travel finance", { expiresInDays: -12 }],
      ["Hiked the Brocken in fog, wants to return when it can be seen", "travel hobbies"],
    ],
  },
  {
    ...desk,
    run: "run-nd-52240",
    daysAgo: 44,
    metadata: { source: "ticket", channel: "email", ticket: "ND-23910", priority: "high" },
    facts: [
      [
        "Deliver to the post point at Nygatan 9, parcels left at 3 B were stolen twice",
        "identity support",
        { key: "lars-address-3" },
      ],
      ["Police report handed in for the stolen hub, reference kept by him", "support"],
      ["Replacement hub shipped, tracking HX0055501SE", "support", { expiresInDays: -20 }],
      [
        "Is angry about having to tell the story a third time",
        "support",
        { metadata: { sentiment: "negative", escalated: true } },
      ],
      [
        "Apologised to Lars and promised a named contact (Wilma) for the rest of the case.",
        "support",
        { agentSaid: true },
      ],
    ],
  },
  {
    ...desk,
    run: "run-nd-52318",
    daysAgo: 37,
    metadata: { source: "ticket", channel: "phone", ticket: "ND-23910" },
    facts: [
      ["Wilma is his contact; she may call without appointment", "support preferences"],
      ["Security question: name of his first boat", "identity", { immutable: true }],
      ["Number for the case: 070-174 06 12", "identity support"],
      [
        "Hub online again, all four lamps green",
        "support",
        { earlier: [["Hub online again, third lamp orange", 35]] },
      ],
    ],
  },
  {
    ...billing,
    run: "run-nd-52495",
    daysAgo: 16,
    metadata: { source: "ticket", channel: "email", ticket: "ND-24102", amounts: [449, 449, -449] },
    facts: [
      [
        "Asked for the stolen hub to be taken off the rental bill from the day of the theft",
        "billing support",
      ],
      [
        "Credit of SEK 1,120 approved, appears on the next invoice",
        "billing finance",
        {
          earlier: [
            ["Credit of SEK 910 proposed", 15],
            ["Credit of SEK 1,120 waiting for approval", 13],
          ],
        },
      ],
      ["Workshop line upgraded to 500/500", "billing work"],
    ],
  },
  {
    ...trips,
    agent: undefined,
    run: "run-wf-12511",
    daysAgo: 3,
    facts: [
      [
        "Ludde had surgery on a hind leg, no travel before {+38}",
        "family health travel",
        { expiresInDays: 38 },
      ],
      [
        "Dreams of the Inlandsbanan end to end, Kristinehamn to Gällivare, with stops to fish",
        "travel hobbies",
      ],
      ["Fly-fishes for grayling; ties his own flies", "hobbies"],
      ['Budget is "what a good plane costs", which he puts at SEK 9,000', "finance travel"],
      ["Wife Ingegerd prefers hotels with a sauna to hotels with stars", "family preferences"],
    ],
  },
];
