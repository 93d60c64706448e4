import type { Conversation } from "../conversation";

const maya = { user: "maya.okafor", app: "wayfare", agent: "trip-planner" };
const coached = { user: "maya.okafor", app: "pebble-health", agent: "habit-coach" };

export const mayaMemories: Conversation[] = [
  {
    ...maya,
    agent: undefined,
    run: "run-wf-10412",
    daysAgo: 418,
    metadata: { source: "onboarding", channel: "web", locale: "en-GB" },
    facts: [
      ["Maya Okafor lives in Leeds and usually flies from LBA or MAN.", "identity travel"],
      ["Prefers a window seat", "preferences travel", { supersededBy: "maya-seat-2" }],
      ["Severe peanut allergy; carries two adrenaline pens", "health food", { immutable: true }],
      ["Her contact number is 07700 900142, text rather than call.", "identity preferences"],
      ["Hates connections under an hour after missing one in Frankfurt with her mother.", "travel family"],
    ],
  },
  {
    ...maya,
    run: "run-wf-10877",
    daysAgo: 331,
    facts: [
      [
        "Planning a week in Lisbon with her sister Adaeze, budget £900 each without flights",
        "travel family finance",
        { earlier: [["Thinking about Lisbon or Porto with her sister Adaeze", 318]] },
      ],
      "Adaeze is vegetarian, Maya is not",
      ["Would rather take the train inside a country than a domestic flight", "preferences travel"],
      [
        "Told Maya that the tram 28 is not step-free and suggested the funicular at Bica instead.",
        "travel",
        { agentSaid: true },
      ],
    ],
  },
  {
    ...maya,
    run: "run-wf-11360",
    daysAgo: 247,
    metadata: { source: "chat", channel: "ios", confidence: 0.91 },
    facts: [
      [
        "Prefers an aisle seat, she gets up often on long flights",
        "preferences travel",
        { key: "maya-seat-2", supersededBy: "maya-seat-3" },
      ],
      ["Tore her left meniscus at five-a-side in the spring", "health hobbies"],
      ["Cannot manage more than about ten minutes of stairs right now", "health"],
      [
        "Asked for ground-floor or lift-access rooms until the knee is better",
        "travel health",
        { expiresInDays: -97 },
      ],
    ],
  },
  {
    ...maya,
    agent: "booking-agent",
    run: "run-wf-11702",
    daysAgo: 163,
    metadata: {
      source: "booking",
      trip: { from: "MAN", to: "LIS", passengers: 2 },
      fareClass: "economy-flex",
    },
    facts: [
      ["Booked Manchester to Lisbon for two, flexible fare, reference WF7K2Q", "travel billing"],
      [
        "Prefers an aisle seat near the front because of a knee injury",
        "preferences travel health",
        { key: "maya-seat-3", metadata: { confidence: 0.97 } },
      ],
      ["Pays with a Visa ending 4242; asked for the receipt to go to her work address", "billing work"],
      ["Passport renewed, the new one is valid for ten years", "identity travel"],
      [
        "Promised Maya Okafor a wheelchair to the gate at Manchester, confirmed by the airline as WCHR.",
        "travel health",
        { agentSaid: true },
      ],
    ],
  },
  {
    ...coached,
    run: "run-ph-2208",
    daysAgo: 121,
    metadata: { source: "chat", channel: "ios" },
    facts: [
      [
        "Physio exercises at 7:10 before the children wake up, nine minutes, three times a week",
        "health schedule",
      ],
      [
        "Pain is a 3 out of 10 after walking, 6 after stairs",
        "health",
        { earlier: [["Pain is a 5 out of 10 after walking", 96]] },
      ],
      ["Two children: Ife, 8, and Tobi, 5", "family"],
      "Does not want streaks or badges, they make her feel guilty",
      ["Her physiotherapist is called Rhiannon and works at the Headingley clinic", "health"],
    ],
  },
  {
    ...maya,
    run: "run-wf-12044",
    daysAgo: 74,
    metadata: { source: "chat", channel: "web", confidence: 0.88, locale: "en-GB" },
    facts: [
      [
        "Loved the guesthouse in Alfama: quiet courtyard, owner remembered the peanut allergy",
        "travel preferences",
      ],
      ["Would go back to Lisbon, but in October rather than July", "travel"],
      [
        "Now collects Avios; gave up on hotel points",
        "travel finance",
        { earlier: [["Collects hotel points", 52]] },
      ],
      "Reads the aircraft type before choosing a seat",
      ["Ife gets motion sick on coaches, fine on trains and planes", "family health"],
    ],
  },
  {
    ...maya,
    run: "run-wf-12391",
    daysAgo: 33,
    metadata: { source: "chat", channel: "ios", tags: ["half-term", "family"] },
    facts: [
      ["Half-term trip with both children, Edinburgh by rail, three nights", "travel family schedule"],
      ["Family railcard expires {+41}", "travel", { expiresInDays: 41 }],
      ["Wants one room with a door between, not two rooms on a corridor", "preferences family"],
      ["Tobi is obsessed with bridges 🌉 and must see the Forth one", "family hobbies"],
      [
        "Offered Maya the 09:45 from Leeds with a table for four; the hold ends {-29}.",
        "travel",
        { agentSaid: true, expiresInDays: -29 },
      ],
    ],
  },
  {
    ...maya,
    agent: "booking-agent",
    run: "run-wf-12466",
    daysAgo: 19,
    metadata: { source: "booking", trip: { from: "LDS", to: "EDB", passengers: 3 } },
    facts: [
      ["Edinburgh hotel booked: Lamplighter House, interconnecting rooms, breakfast included", "travel"],
      ["Late check-in around 21:30 agreed with the hotel", "travel schedule", { expiresInDays: 12 }],
      ["Declined travel insurance: covered through her employer", "finance work"],
      ["Kosher, halal or vegetarian meal: none; nut-free essential", "food health"],
    ],
  },
  {
    ...coached,
    run: "run-ph-2590",
    daysAgo: 8,
    facts: [
      ["Cleared to cycle again by her physio, flat routes only", "health hobbies"],
      [
        "Walks Ife to school on Tuesdays and Thursdays, which counts as her exercise",
        "family schedule health",
        { earlier: [["Walks Ife to school on Mondays, which counts as her exercise", 5]] },
      ],
      ["Sleeps badly the night before an early flight", "health travel"],
      [
        "Suggested Maya swap the 22:00 screen time for a bath; she agreed to try for two weeks.",
        "health",
        { agentSaid: true },
      ],
    ],
  },
  {
    ...maya,
    run: "run-wf-12530",
    daysAgo: 0.21,
    metadata: { source: "chat", channel: "web", confidence: 0.79, locale: "en-GB" },
    facts: [
      [
        "Her mother turns 70 next year and has never seen the sea in winter: looking at Whitby or St Ives",
        "family travel",
      ],
      ["Mother uses a walking frame, travels with a small oxygen concentrator", "family health travel"],
      ["Around £1,400 in total for four adults", "finance travel"],
      "Wants options by Friday",
      ["Asked whether we keep what she says about her mother's health, and for how long", "support"],
    ],
  },
];
