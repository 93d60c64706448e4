import type { Conversation } from "../conversation";

const mayaAtDesk = { user: "cus_QmX7tB2", app: "northdesk", agent: "support-triage" };
const ruth = { user: "100482", app: "northdesk", agent: "support-triage" };
const byPhone = { user: "+1-202-555-0147", app: "northdesk", agent: "billing-assistant" };

export const supportDeskMemories: Conversation[] = [
  {
    ...mayaAtDesk,
    run: "run-nd-51402",
    daysAgo: 176,
    metadata: {
      source: "ticket",
      channel: "email",
      ticket: "ND-22240",
      locale: "en-GB",
      email: "maya.okafor@example.com",
    },
    facts: [
      ["Maya Okafor, Leeds; the account e-mail is maya.okafor@example.com", "identity support"],
      ["Hub in the hallway, children's rooms at the far end get one bar", "support family"],
      [
        "Cannot go up a ladder at the moment (knee), needs wall-height placement",
        "health support",
        { expiresInDays: -88 },
      ],
      [
        "Recommended one repeater on the landing to Ms Okafor rather than two upstairs.",
        "support",
        { agentSaid: true },
      ],
    ],
  },
  {
    ...mayaAtDesk,
    run: "run-nd-51466",
    daysAgo: 168,
    metadata: { source: "ticket", channel: "email", ticket: "ND-22240" },
    facts: [
      ["Repeater on the landing solved it, four bars in both rooms", "support"],
      [
        "Bedtime filter for the children's tablets: 19:30 on school days",
        "family schedule",
        { earlier: [["Bedtime filter for the children's tablets: 19:00", 101]] },
      ],
    ],
  },
  {
    ...mayaAtDesk,
    agent: "billing-assistant",
    run: "run-nd-52420",
    daysAgo: 26,
    metadata: { source: "ticket", channel: "chat", ticket: "ND-24077" },
    facts: [
      ["Works in procurement herself and quotes our own terms to us, correctly", "work billing"],
      ["Contract ends {+83}, wants a reminder two weeks before", "billing schedule", { expiresInDays: 83 }],
      ["Filter paused for Ife's reading app, not for anything with a cartoon on it", "family support"],
      ["Moved the hub herself, behind the coats, and reports that coats do not matter", "support"],
      ["Refund of £12.40 to the card ending 4242", "billing finance"],
    ],
  },
  {
    ...ruth,
    run: undefined,
    daysAgo: 351,
    metadata: { source: "ticket", channel: "phone", ticket: "ND-20390", verifiedBy: "postcode" },
    facts: [
      ["Mrs Ruth Abernethy, retired headmistress, corrects our grammar", "identity work"],
      ["Uses the internet for bridge, bishops' blogs and her granddaughter in Perth", "hobbies family"],
      ["Hearing aid in the left ear, speak up and leave pauses", "health preferences"],
      ["Reads e-mails aloud to her friend Winifred before answering", "preferences"],
    ],
  },
  {
    ...ruth,
    run: "run-nd-51188",
    daysAgo: 211,
    facts: [
      [
        'Wrote to complain that a web page showed <script>alert(1)</script> in the middle of her parish newsletter and asked whether it was "one of ours"',
        "support",
        { metadata: { ticket: "ND-21990", quoted: true } },
      ],
      [
        "Explained to Mrs Abernethy that the newsletter's own website printed its code as text and that nothing had run.",
        "support",
        { agentSaid: true },
      ],
      ["Satisfied, but unconvinced", "support"],
    ],
  },
  {
    ...ruth,
    run: "run-nd-52301",
    daysAgo: 39,
    metadata: { source: "ticket", channel: "phone", ticket: "ND-23988", confidence: 0.7 },
    facts: [
      ["Someone claiming to be from Halden asked her for the code on the hub; she hung up", "support"],
      ["Call-back password agreed, she keeps it in the tea caddy", "identity support", { immutable: true }],
      ["Only ever ring from 020 7946 0150", "preferences support"],
      ["Winifred died in the summer; do not mention her", "family", { metadata: { sensitivity: "high" } }],
    ],
  },
  {
    ...byPhone,
    run: "run-nd-51540",
    daysAgo: 154,
    metadata: { source: "call-transcript", channel: "phone", confidence: 0.61, languages: ["en", "es"] },
    facts: [
      ["Caller gave the name Marisol, switched to Spanish for numbers", "identity preferences"],
      ["No puede leer el contrato en inglés, pidió una copia en español", "billing support"],
      ["Disconnected twice while on hold", "support"],
      ["Phone shared with a cousin: always ask who is speaking", "identity support"],
      ["Pays in cash at the kiosk on the first of the month", "billing finance"],
    ],
  },
  {
    ...byPhone,
    run: "run-nd-52455",
    daysAgo: 22,
    metadata: { source: "call-transcript", channel: "phone", confidence: 0.78 },
    facts: [
      ["Contrato en español enviado por correo, recibido y firmado", "billing support"],
      ["Works nights at a bakery, call after 3 p.m.", "work schedule"],
      ["Her son Beto set up the hub and knows the password; she does not", "family support"],
      ["Told Marisol that the kiosk charges $1.50 and the app does not.", "billing", { agentSaid: true }],
    ],
  },
];
