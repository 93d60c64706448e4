import type { Conversation } from "../conversation";

const kofi = { user: "auth0|64bf2e9d01", app: "northdesk", agent: "support-triage" };
const noa = { user: "slack:U7TESTER", app: "northdesk", agent: "support-triage" };

export const kofiAndNoaMemories: Conversation[] = [
  {
    ...kofi,
    run: "run-nd-51021",
    daysAgo: 241,
    metadata: {
      source: "ticket",
      channel: "chat",
      ticket: "ND-21702",
      device: { model: "HH-3", firmware: "4.9.0" },
    },
    facts: [
      ["Kofi, esports coach, cares about jitter and not about bandwidth", "identity work preferences"],
      ["Jitter 38 ms between 19:00 and 23:00, 4 ms otherwise", "support", { supersededBy: "kofi-jitter-2" }],
      ["Has run our own diagnostics script and rewrote half of it", "hobbies support"],
      `Log excerpt he sent:
\t19:02:11\tppp0\tLCP EchoReq timeout
\t19:02:14\tppp0\tLCP EchoReq timeout
\t19:02:31\tppp0\tlink up, MTU 1492
"Every evening, same minute."`,
    ],
  },
  {
    ...kofi,
    run: "run-nd-51777",
    daysAgo: 115,
    metadata: { source: "ticket", channel: "chat", ticket: "ND-21702", escalated: true },
    facts: [
      [
        "Jitter down to 9 ms after the exchange card was swapped",
        "support",
        { key: "kofi-jitter-2", supersededBy: "kofi-jitter-3" },
      ],
      ["Was promised a call from the network team that never came", "support"],
    ],
  },
  {
    ...kofi,
    run: "run-nd-52533",
    daysAgo: 12,
    metadata: { source: "ticket", channel: "chat", ticket: "ND-24190" },
    facts: [
      ["Jitter steady at 5 ms for six weeks, case may be closed", "support", { key: "kofi-jitter-3" }],
      ["Wants to publish the measurements with our name removed", "support work"],
      [
        "Team sleeps at his place before finals: eight consoles, one hub, a lot of crisps 🎮🥔",
        "hobbies work food",
      ],
      [
        "Gave Kofi written permission to publish the anonymised jitter series.",
        "support",
        { agentSaid: true, immutable: true },
      ],
    ],
  },
  {
    ...noa,
    run: "run-nd-51960",
    daysAgo: 91,
    metadata: { source: "slack", channel: "#it-help", thread: { ts: "0000000000.000100", replies: 14 } },
    facts: [
      ["Noa tests hub firmware for a hotel chain, 212 rooms", "work support"],
      ["test test 123", ""],
      ["Wants release notes as plain text, no pictures of happy families 🙃", "preferences"],
      ["Captive portal fails on iPads with private\u200baddress enabled", "support"],
    ],
  },
  {
    ...noa,
    run: "run-nd-52570",
    daysAgo: 7,
    metadata: { source: "slack", channel: "#it-help" },
    facts: [
      [
        "Roll-out paused at 60 rooms until 4.12.1",
        "work schedule",
        {
          earlier: [
            ["Roll-out of 4.12.0 planned for all 212 rooms", 6],
            ["Roll-out paused at 40 rooms", 4],
          ],
        },
      ],
      ["Their hotel in Ghent has 1970s coax in the walls, so powerline is out", "support work"],
      ["Deploys on Mondays on purpose", "schedule work", { earlier: [["Never deploys on Fridays", 5]] }],
      ["👍", "", { metadata: { reactionTo: "release-notes" } }],
      [
        "Shared the 4.12.1 release candidate with Noa under embargo until {+5}.",
        "support",
        { agentSaid: true, expiresInDays: 5 },
      ],
    ],
  },
];
