import type { Conversation } from "../conversation";

const byUuid = { user: "7f3c9a52-41de-4b8a-9c60-2f1d8e5b7a34", app: "pebble-health" };
const wen = { user: "wen_li@example.com", app: "wayfare", agent: "trip-planner" };
const greta = { user: "GRETA-W", app: "pebble-health", agent: "sleep-coach" };

export const amaraWenGretaMemories: Conversation[] = [
  {
    ...byUuid,
    agent: undefined,
    run: "run-ph-1040",
    daysAgo: 371,
    metadata: { source: "intake-form", channel: "ios", locale: "en-ZA" },
    facts: [
      ["Amara signs every message with a different vegetable emoji 🥕", "preferences"],
      [
        "Anaesthetist, on call every sixth night",
        "work schedule",
        { earlier: [["Anaesthetist, on call every fourth night", 148]] },
      ],
      ["Coeliac disease, biopsy-confirmed", "health food", { immutable: true }],
      ['Tracks nothing with a barcode: "if it has a barcode it is not dinner"', "food preferences"],
    ],
  },
  {
    ...byUuid,
    agent: "habit-coach",
    run: "run-ph-1299",
    daysAgo: 158,
    facts: [
      ["Ran the coastal half at Knysna in 1:58, first time under two hours", "hobbies health"],
      ["Ferritin 11, iron tablets on alternate days with orange juice", "health"],
      ["Her wife Thandeka is pregnant, due in the new year 🎉", "family", { metadata: { confidence: 0.99 } }],
      "Thinks meditation apps sound like airport announcements",
    ],
  },
  {
    ...byUuid,
    agent: "sleep-coach",
    run: "run-ph-1430",
    daysAgo: 59,
    metadata: { source: "wearable", channel: "ios", nights: 30, hrv: { median: 54, unit: "ms" } },
    facts: [
      ["After a call night: ninety minutes at noon, then outside, then bed at nine", "health schedule"],
      ["Blue-light glasses did nothing; a boring book did", "health hobbies"],
      ["Wrist tracker counts anaesthesia lists as deep sleep because she stands so still", "health work"],
      [
        "Told Amara her tracker cannot tell standing still from sleeping and switched it to manual.",
        "health",
        { agentSaid: true },
      ],
    ],
  },
  {
    ...byUuid,
    agent: "sleep-coach",
    run: "run-ph-1541",
    daysAgo: 4,
    facts: [
      ["The baby came early, a girl, Lesedi, 2.4 kg, everyone well 👩🏾‍🤝‍👩🏿🍼", "family"],
      ["No coaching at all until she writes again", "preferences schedule", { expiresInDays: 100 }],
      ["Parental leave, twelve weeks, colleagues cover the call list", "work family"],
    ],
  },
  {
    ...wen,
    agent: undefined,
    run: "run-wf-11290",
    daysAgo: 257,
    metadata: { source: "chat", channel: "web", locale: "zh-TW" },
    facts: [
      ["李文在台南教書法,寒暑假才有空旅行", "identity work schedule"],
      ["吃素,蛋奶可以", "food preferences"],
      ["不喜歡跟團,喜歡住在老房子裡", "travel preferences"],
      ["Wants museum opening hours checked the day before, not the month before", "travel preferences"],
    ],
  },
  {
    ...wen,
    run: "run-wf-11921",
    daysAgo: 103,
    facts: [
      ["暑假去京都抄經一週,住在西陣的町家", "travel hobbies", { expiresInDays: -62 }],
      [
        "毛筆和墨條放在手提行李,墨汁託運",
        "travel hobbies",
        { earlier: [["毛筆、墨條和墨汁都放在手提行李", 99]] },
      ],
      ["告訴李文:墨汁超過 100 毫升不能帶上飛機。", "travel", { agentSaid: true }],
    ],
  },
  {
    ...wen,
    run: "run-wf-12498",
    daysAgo: 10,
    metadata: { source: "chat", channel: "web", confidence: 0.86 },
    facts: [
      ["寒假想去伊斯坦堡看書法博物館 🇹🇷,但擔心太冷", "travel hobbies"],
      [
        "Student group of nine may join; teachers pay themselves, students get the school's fund",
        "travel finance work",
      ],
      ["最怕走散,要求每天早上發一張當天路線的文字說明", "preferences travel"],
      ["帶隊老師都不會說土耳其語,但有人會比手語", "travel"],
      ["She compares everything to Kyoto, kindly", "travel"],
      ["學生裡有一位坐輪椅,路線不能有長樓梯", "travel health"],
      [
        "Group quote of €4,310 valid until {+14}",
        "travel finance",
        { expiresInDays: 14, metadata: { quote: "Q-0559" } },
      ],
    ],
  },
  {
    ...greta,
    agent: undefined,
    run: "run-ph-1160",
    daysAgo: 292,
    metadata: { source: "intake-form", channel: "web", locale: "de-AT" },
    facts: [
      ["Greta W., Bäckerin in Graz, steht um 2:15 auf", "identity work schedule"],
      [
        "Schläft in zwei Etappen: 18:30 bis 22:00 und 23:30 bis 2:15",
        "health schedule",
        { earlier: [["Schläft von 20:00 bis 2:15, oft unterbrochen", 233]] },
      ],
      ["Mehlstaubasthma, leicht, mit Spray", "health work", { immutable: true }],
      ["Nachbarn oben: Klavier, täglich um sieben", "schedule"],
    ],
  },
  {
    ...greta,
    run: "run-ph-1459",
    daysAgo: 49,
    facts: [
      ["Verdunkelungsvorhang bestellt, kam in der falschen Größe", "support"],
      ["Mit den Nachbarn vereinbart: Klavier erst ab 22 Uhr? – Nein, nur bis 18 Uhr. Hält.", "schedule"],
      [
        "Gretas Chef lässt sie jetzt donnerstags erst um vier anfangen",
        "work schedule",
        { metadata: { confidence: 0.66 } },
      ],
      [
        "Suggested Greta move the second coffee from 22:45 to after the first bake.",
        "health food",
        { agentSaid: true },
      ],
      ["Kann auf Kommando in der Straßenbahn einschlafen, im Bett nicht", "health"],
    ],
  },
  {
    ...greta,
    run: "run-ph-1549",
    daysAgo: 0.08,
    facts: [
      ["Meisterprüfung am {+27 de-AT}, bis dahin kein neues Schlafexperiment", "work schedule"],
      ["Oma Liesls Brotbuch (1931) ist verschwunden und das raubt ihr gerade den Schlaf", "family hobbies"],
      ["Das Brotbuch lag beim Klaviernachbarn, Entschuldigung bei allen Verdächtigen", "family"],
      ["Träumt neuerdings von Semmeln in Hausgröße", "health"],
    ],
  },
];
