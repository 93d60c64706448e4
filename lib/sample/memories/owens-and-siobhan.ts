import type { Conversation } from "../conversation";

const owen = { user: "owen_b", app: "pebble-health", agent: "habit-coach" };
const siobhan = { user: "o'brien.siobhan", app: "northdesk", agent: "support-triage" };

export const owensAndSiobhanMemories: Conversation[] = [
  {
    ...owen,
    run: "run-ph-1077",
    daysAgo: 339,
    metadata: { source: "chat", channel: "android" },
    facts: [
      ["Owen Bexley, 33, wants to stop smoking before his thirty-fourth", "identity health"],
      ["Smokes about 15 a day, first one in the car", "health", { supersededBy: "owen-smoking-2" }],
      ["Tried patches twice; itchy", "health"],
      ["Plays drums in a wedding band on Saturdays", "hobbies schedule"],
    ],
  },
  {
    ...owen,
    run: "run-ph-1277",
    daysAgo: 179,
    facts: [
      ["Down to 4 a day, none at home", "health", { key: "owen-smoking-2", supersededBy: "owen-smoking-3" }],
      ["Chews liquorice root instead, tongue permanently brown", "health food"],
      ["His partner Ffion quit with him and is ahead", "family health"],
      [
        "Worked out with Owen that five of his cigarettes belonged to the car, and that the bus has none.",
        "health",
        { agentSaid: true },
      ],
    ],
  },
  {
    ...owen,
    run: "run-ph-1530",
    daysAgo: 9,
    metadata: { source: "chat", channel: "android", confidence: 0.95, streakDays: 61 },
    facts: [
      ["Smoke-free for 61 days", "health", { key: "owen-smoking-3" }],
      [
        "Saved £540 so far and bought a second-hand ride cymbal with it",
        "finance hobbies",
        {
          earlier: [
            ["Saved £480 so far", 7],
            ["Saved £510 so far, eyeing a ride cymbal", 3],
          ],
        },
      ],
      ["Stag weekend in Cardiff {+6}: expects it to be the real test", "schedule health"],
      ["Gained 3 kg, does not mind, asked us not to mention it", "health preferences"],
    ],
  },
  {
    user: "Owen_B",
    app: "northdesk",
    agent: "support-triage",
    run: "run-nd-52010",
    daysAgo: 82,
    metadata: { source: "ticket", channel: "chat", ticket: "ND-23501" },
    facts: [
      [
        "Not the same person as owen_b: Owen Birch, Dundee, complained about getting the other one's mail",
        "identity support",
        { immutable: true },
      ],
      ["Bonded line for a recording studio, upload matters more than download", "work support"],
      ["Backs up every session twice, the second copy at his mother-in-law's", "work family"],
      ["Reset PIN sent to the wrong Owen once; both were told", "support identity"],
    ],
  },
  {
    user: "Owen_B",
    app: "northdesk",
    agent: "billing-assistant",
    run: "run-nd-52566",
    daysAgo: 8,
    facts: [
      ["Quiet hours while recording: nobody rings on weekday afternoons", "schedule preferences"],
      ["Studio invoice to Birch & Daughters Ltd, not to him", "billing work"],
      ["Goodwill credit of £25 for the mix-up", "billing", { expiresInDays: -6 }],
    ],
  },
  {
    ...siobhan,
    agent: undefined,
    run: "run-nd-51322",
    daysAgo: 191,
    metadata: { source: "ticket", channel: "email", ticket: "ND-22105", locale: "en-IE" },
    facts: [
      ["Siobhán O'Brien; our letters turn the fada into a question mark", "identity support"],
      ["Name must be written Siobhán Ní Bhriain on the contract", "identity", { immutable: true }],
      ["Childminder with six families, line must be up from 7:30", "work schedule"],
      ["Her house rule: router light off when the small ones nap", "family schedule"],
    ],
  },
  {
    ...siobhan,
    run: "run-nd-52260",
    daysAgo: 41,
    metadata: { source: "ticket", channel: "email", ticket: "ND-23940", confidence: 0.83 },
    facts: [
      ["Letter printed correctly for the first time, she framed it", "support"],
      ["One of the parents is a lawyer and asked what the baby monitor uploads", "support work"],
      [
        "Told Siobhán that the monitor keeps no recordings and that the hub logs hold device names for 30 days.",
        "support",
        { agentSaid: true },
      ],
      [
        "Renamed the monitor so that no child's name is in the logs",
        "support family",
        { earlier: [["Monitor is named after the child who sleeps in that room", 38]] },
      ],
    ],
  },
  {
    ...siobhan,
    run: "run-nd-52610",
    daysAgo: 0.4,
    metadata: { source: "ticket", channel: "email", ticket: "ND-24401", legalBasis: "GDPR art. 17" },
    facts: [
      ["Closes the childminding business at the end of term", "work schedule"],
      ["Asks for everything about the six families to be erased, wants it in writing", "support family"],
      ["Will keep in touch with two of the mothers, privately", "family"],
      ["Thinks of retraining as a librarian in Ennis", "work"],
      ["Keeps the line itself as a private customer", "billing support"],
    ],
  },
];
