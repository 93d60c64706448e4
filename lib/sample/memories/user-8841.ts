import type { Conversation } from "../conversation";

const coach = { user: "user_8841", app: "pebble-health", agent: "habit-coach" };
const sleep = { user: "user_8841", app: "pebble-health", agent: "sleep-coach" };

export const user8841Memories: Conversation[] = [
  {
    ...coach,
    run: "run-ph-1003",
    daysAgo: 402,
    metadata: { source: "intake-form", channel: "web", locale: "en-IE", form: { version: 3, consent: true } },
    facts: [
      ["Tomas, 61, retired bus driver from Cork", "identity work"],
      ["Type 2 diabetes, diagnosed six years ago", "health", { immutable: true }],
      ["Takes metformin 500 mg twice a day", "health", { supersededBy: "tomas-metformin-2" }],
      ["Allergic to penicillin (rash as a child)", "health", { immutable: true }],
      ["Agreed that the coach may remember health details, form signed", "identity", { immutable: true }],
      [
        "Wants to be fit enough to walk his daughter down the aisle without getting out of breath",
        "family health",
      ],
    ],
  },
  {
    ...coach,
    run: "run-ph-1066",
    daysAgo: 352,
    facts: [
      ["Gave up sugar in tea after 40 years, misses it every morning", "food health"],
      "Counts his steps on paper, distrusts the phone",
      [
        "Walks 4,000 steps on a usual day",
        "health",
        {
          earlier: [
            ["Walks 2,500 steps on a usual day", 305],
            ["Walks 3,200 steps on a usual day", 214],
          ],
        },
      ],
      ["His neighbour Denis joins him on the Lee walk on Sundays", "hobbies schedule"],
    ],
  },
  {
    ...coach,
    run: "run-ph-1190",
    daysAgo: 266,
    metadata: { source: "chat", channel: "sms", confidence: 0.93 },
    facts: [
      [
        "Switched from metformin 500 mg to 850 mg in March",
        "health",
        { key: "tomas-metformin-2", supersededBy: "tomas-metformin-3" },
      ],
      ["Stomach upset for the first ten days on the new dose", "health"],
      ["Next HbA1c test on {-201} at the Mercy", "health schedule", { expiresInDays: -201 }],
      [
        "Reminded him to take metformin with food and to ring the practice nurse if the nausea lasts.",
        "health",
        { agentSaid: true },
      ],
    ],
  },
  {
    ...sleep,
    run: "run-ph-1251",
    daysAgo: 188,
    metadata: { source: "chat", channel: "sms" },
    facts: [
      ["Up three times a night, usually 1, 3 and a little before 5", "health"],
      ["Snores; wife moved to the back bedroom last winter and he feels bad about it", "health family"],
      ["Night shifts for 22 years, body still wakes at four", "work health"],
      ["Will not use a mask, tried one, felt like drowning", "health preferences"],
      [
        "Recommended a sleep study to the retired driver in Cork; referral letter template sent.",
        "health",
        { agentSaid: true },
      ],
    ],
  },
  {
    ...coach,
    run: "run-ph-1377",
    daysAgo: 111,
    facts: [
      ["HbA1c came down from 68 to 57 mmol/mol, over the moon", "health"],
      ["Daughter Orla's wedding is in Kinsale, outdoors, rain or shine", "family schedule"],
      ["Bought proper walking shoes, size 10 wide", "hobbies"],
      ["Brown soda bread is the hill he will die on", "food"],
    ],
  },
  {
    ...coach,
    run: "run-ph-1402",
    daysAgo: 83,
    metadata: { source: "chat", channel: "sms", confidence: 0.96 },
    facts: [
      [
        "On metformin 1,000 mg with dinner and 850 mg with breakfast since the last review",
        "health",
        { key: "tomas-metformin-3", metadata: { statedBy: "user", reviewed: true } },
      ],
      [
        "Blood pressure 142/88 at the pharmacy, told to check it weekly",
        "health",
        { earlier: [["Blood pressure 151/92 at the pharmacy", 61]] },
      ],
      ["GP is Dr Nuala Fennimore, Blackpool surgery", "health"],
      "Prefers numbers to encouragement",
    ],
  },
  {
    ...sleep,
    run: "run-ph-1466",
    daysAgo: 47,
    facts: [
      ["Sleep study booked, overnight, {+9}", "health schedule", { expiresInDays: 10 }],
      ["No coffee after two o'clock for five weeks running", "food health"],
      ["Reads Westerns till he drops off; the lamp wakes him later", "hobbies"],
      ["Moved back into the front bedroom!", "family", { metadata: { sentiment: "positive" } }],
      [
        "Told him that alcohol within three hours of bed would blur the sleep study result.",
        "health",
        { agentSaid: true },
      ],
    ],
  },
  {
    ...coach,
    agent: undefined,
    run: "run-ph-1512",
    daysAgo: 21,
    metadata: { source: "voice-note", channel: "sms", durationSeconds: 94 },
    facts: [
      ["Walked from Patrick's Bridge to Blackrock Castle and back without stopping", "health hobbies"],
      ["Left heel sore in the mornings, gone by ten", "health"],
      ["Sister Bríd has just been diagnosed too; he is showing her how to read labels", "family health"],
      "Eats at six, not before, not after",
      ["Mass on Sunday at 11, no check-ins before one", "schedule preferences"],
    ],
  },
  {
    ...coach,
    run: "run-ph-1539",
    daysAgo: 6,
    facts: [
      ["Wants a speech in under three minutes and breath to say it", "family"],
      [
        "Weight 91.4 kg on the chemist's scale",
        "health",
        {
          earlier: [
            ["Weight 92.8 kg on the chemist's scale", 4],
            ["Weight 92.0 kg on the chemist's scale", 2],
          ],
        },
      ],
      ["Porridge with cinnamon instead of the full fry, four days out of seven", "food health"],
      ["Flu jab done, left arm sore", "health"],
    ],
  },
  {
    ...coach,
    run: "run-ph-1544",
    daysAgo: 1,
    metadata: { source: "chat", channel: "sms", confidence: 0.84 },
    facts: [
      ["Ring him at 021 555 0119 only if he misses two days", "identity preferences"],
      ["New glucose meter arrived, strips do not fit the old one", "health support"],
      ["Fasting glucose 6.8 this morning", "health"],
      ["Asked not to be congratulated for reading a number", "preferences"],
      [
        "Explained to him how to set units to mmol/L on the new meter.",
        "support health",
        { agentSaid: true },
      ],
    ],
  },
];
