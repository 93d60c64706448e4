import type { Conversation } from "../conversation";

/** Memories without a user: known only by their app, their agent or their run. */
export const unattributedMemories: Conversation[] = [
  {
    app: "wayfare",
    daysAgo: 395,
    metadata: { source: "playbook", version: 4 },
    facts: [
      ["Never quote a fare older than fifteen minutes without checking it again", "travel"],
      ["Strike days in France are announced 48 hours ahead; offer free rebooking from that moment", "travel"],
      [
        "A child of two needs a seat of its own from the day of the birthday, the return flight included",
        "travel family",
      ],
    ],
  },
  {
    app: "wayfare",
    daysAgo: 71,
    facts: [
      ["Lounge at Manchester T2 closed for rebuilding until {+19}", "travel", { expiresInDays: 19 }],
      'People who ask for "somewhere warm" in February mostly mean under five hours of flight',
      ["Rail strike in the Netherlands, {-52} and {-51}", "travel", { expiresInDays: -51 }],
    ],
  },
  {
    app: "pebble-health",
    daysAgo: 310,
    metadata: { source: "playbook", version: 2 },
    facts: [
      [
        "Never comment on weight unless the person brought it up in the same conversation",
        "health",
        { immutable: true },
      ],
      [
        "Chest pain, numbness on one side, thoughts of self-harm: stop coaching, give the emergency number",
        "health",
        { immutable: true },
      ],
      ["Do not congratulate for medication; confirm and move on", "health preferences"],
    ],
  },
  {
    app: "northdesk",
    daysAgo: 88,
    metadata: { source: "known-issues", reviewedBy: ["wilma", "joaquín"] },
    facts: [
      ["Firmware 4.12.0 loses the night schedule when clocks change; fixed in 4.12.1", "support"],
      [
        "Customers who were charged twice in the spring get SEK 449 or the local equivalent, no questions",
        "billing",
        { expiresInDays: -25 },
      ],
      ["Callers pretending to be Halden ask for the code under the hub; we never do", "support"],
      ["Regulator's form B-7 goes with every complaint older than eight weeks", "support billing"],
    ],
  },
  {
    app: "northdesk",
    daysAgo: 17,
    facts: [
      [
        "A customer from Leeds with a knee injury asked for wall-height brackets; product team likes the idea",
        "support health",
      ],
      ["Warehouse in Borås shut for stocktaking {+3} to {+5}", "schedule", { expiresInDays: 5 }],
    ],
  },
  {
    agent: "booking-agent",
    daysAgo: 229,
    facts: [
      ["Cello, double bass and tuba are booked as CBBG; a viola is cabin baggage", "travel"],
      ['Airlines read SSR codes, not sentences: WCHR, not "bad knee"', "travel health"],
      ["Had to rebook the same passenger three times because the middle name was missing", "travel identity"],
    ],
  },
  {
    agent: "sleep-coach",
    daysAgo: 118,
    metadata: { source: "self-review", sessions: 212 },
    facts: [
      [
        "Shift workers drop out when told to keep regular hours; ask for an anchor hour instead",
        "health work",
      ],
      ["A baker in Graz taught me that two short sleeps can be a plan", "health"],
    ],
  },
  {
    agent: "billing-assistant",
    daysAgo: 45,
    facts: [
      ["Say the amount first and the reason second", "billing"],
      ["Paper invoices are usually for someone else in the family", "billing family"],
    ],
  },
  {
    run: "run-import-0003",
    daysAgo: 408,
    metadata: { source: "csv-import", file: "crm-export-final-FINAL.csv", line: 118 },
    facts: [
      "wants callback, no number given",
      ["Spoke to Maya O. about the double booking; she was nice about it", "travel support"],
      "DUPLICATE of line 94??",
    ],
  },
  {
    run: "run-wf-anon-71c2",
    daysAgo: 30,
    metadata: { source: "chat", channel: "web", anonymous: true },
    facts: [
      [
        "Visitor without an account compared night trains Vienna to Venice for two adults and a tandem",
        "travel",
      ],
      [
        "Gave the e-mail j.fairweather@example.com for the quote, then left",
        "identity travel",
        { expiresInDays: -9 },
      ],
    ],
  },
  {
    run: "run-eval-2024-smoke",
    daysAgo: 200,
    metadata: { source: "evaluation" },
    facts: ["the quick brown agent remembers the lazy user", ["Favourite colour: #7c3aed", "preferences"]],
  },
];
