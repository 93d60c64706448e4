import type { Conversation } from "../conversation";

const theo = { user: "theo", app: "wayfare", agent: "trip-planner" };

export const theoMemories: Conversation[] = [
  {
    ...theo,
    agent: undefined,
    run: "run-wf-10640",
    daysAgo: 375,
    metadata: { source: "onboarding", channel: "ios", locale: "en-AU" },
    facts: [
      ["Theo and Marcus travel with three kids under ten 👨‍👨‍👧‍👦 plus the baby", "family travel"],
      ["Two cots, or one cot and a very patient hotel", "travel family", { supersededBy: "theo-cots-2" }],
      ["School holidays follow the Victorian calendar", "schedule family"],
      [
        "Home airport Melbourne; will not do Avalon",
        "travel preferences",
        { earlier: [["Home airports Melbourne and Avalon", 300]] },
      ],
    ],
  },
  {
    ...theo,
    run: "run-wf-11177",
    daysAgo: 272,
    facts: [
      ["Road trip to Adelaide along the coast, four hours of driving a day at most", "travel family"],
      ["The twins, Juno and Atlas, are six and both get car-sick after lunch", "family health"],
      ["Wants playgrounds marked on the route, petrol stations he can find himself", "preferences travel"],
      [
        "Told Theo that the ferry across Lake Alexandrina takes caravans up to 19 metres.",
        "travel",
        { agentSaid: true },
      ],
      ["Middle child, Wren, reads the map better than Marcus", "family hobbies"],
    ],
  },
  {
    ...theo,
    agent: "booking-agent",
    run: "run-wf-11850",
    daysAgo: 132,
    metadata: {
      source: "booking",
      trip: { from: "MEL", to: "SIN", passengers: 6 },
      seats: ["31A", "31B", "31C", "31D", "31E", "31F"],
    },
    facts: [
      ["Six seats in one row across the aisle, Melbourne to Singapore", "travel billing"],
      [
        "Baby is over two by then and needs her own seat: no cots any more, just bed rails",
        "family travel",
        { key: "theo-cots-2" },
      ],
      ["Marcus flies ahead by two days for work", "work travel schedule"],
      ["Bassinet request withdrawn", "travel"],
      ["Splits the fare between two cards, ending 1881 and 0005", "billing finance"],
    ],
  },
  {
    ...theo,
    run: "run-wf-12389",
    daysAgo: 34,
    facts: [
      ['Singapore verdict from the children: pool 10, zoo 9, everything else "hot"', "family travel"],
      ["Wren threw up at the satay stall and is still proud of it 🤢🏆", "family food"],
      ["Would pay extra to never again land after 21:00 with toddlers", "preferences travel"],
      ["Passports: twins' expire {+58}", "identity family travel", { expiresInDays: 58 }],
    ],
  },
  {
    ...theo,
    run: "run-wf-12523",
    daysAgo: 1,
    metadata: { source: "chat", channel: "ios", confidence: 0.89 },
    facts: [
      [
        "Marcus has been offered a job in Wellington 🇳🇿, they fly over to look at schools",
        "work family travel",
      ],
      ["Keep this trip off the shared family calendar until it is certain", "preferences family"],
      ["Grandmother Pat (07700 900 331 is her UK number) minds the children meanwhile", "family"],
    ],
  },
];
