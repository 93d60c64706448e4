import type { Conversation } from "../conversation";

const priya = { user: "acme/priya.n" };
const niran = { user: "usr_th_00219", app: "wayfare", agent: "trip-planner" };

export const puneAndBangkokMemories: Conversation[] = [
  {
    ...priya,
    app: "northdesk",
    agent: "support-triage",
    run: "run-nd-50333",
    daysAgo: 345,
    metadata: {
      source: "ticket",
      channel: "chat",
      ticket: "ND-20455",
      locale: "en-IN",
      org: { name: "Acme Looms", seats: 40 },
    },
    facts: [
      ["Priya is the IT contact for Acme Looms, Pune; 40 seats, two floors", "work identity"],
      ["Guest network must not reach the loom controllers", "work support"],
      [
        "Change window is Saturday 22:00 to Sunday 06:00 IST",
        "schedule work",
        { supersededBy: "priya-window-2" },
      ],
      ["Prefers written steps over a call; prints them for the floor supervisors", "preferences"],
    ],
  },
  {
    ...priya,
    app: "northdesk",
    agent: "support-triage",
    run: "run-nd-51270",
    daysAgo: 199,
    metadata: { source: "ticket", channel: "chat", ticket: "ND-22019", tags: ["vlan", "outage"] },
    facts: [
      [
        "Outage of 47 minutes after a VLAN typo on her side, asked for it to be written down plainly",
        "support work",
      ],
      [
        "Change window moved to Sunday 14:00 to 18:00 IST, loom 6 now runs on Saturday nights",
        "schedule work",
        { key: "priya-window-2" },
      ],
      ["Backup contact when she is away: Devendra, floor B, extension 0155", "work"],
      [
        "Gave Acme Looms a rollback script for the VLAN change; it expects firmware 4.11 or newer.",
        "support",
        { agentSaid: true },
      ],
    ],
  },
  {
    ...priya,
    app: "northdesk",
    agent: "billing-assistant",
    run: "run-nd-52104",
    daysAgo: 66,
    metadata: { source: "ticket", channel: "email", ticket: "ND-23650" },
    facts: [
      ["Purchase order needed before every invoice above ₹50,000", "billing work"],
      ["GST invoice had the wrong state code; corrected copy sent", "billing support"],
      [
        "Procurement at Acme pays after 45 days, not 30",
        "billing finance",
        { earlier: [["Procurement at Acme pays after 60 days", 58]] },
      ],
    ],
  },
  {
    ...priya,
    app: "pebble-health",
    agent: "habit-coach",
    run: "run-ph-1421",
    daysAgo: 62,
    metadata: { source: "chat", channel: "android", locale: "hi-IN" },
    facts: [
      ["सुबह साढ़े पाँच बजे उठकर योग करती हैं, कम से कम बीस मिनट", "health schedule"],
      ["शाकाहारी हैं, प्याज़ और लहसुन खाती हैं", "food preferences"],
      ["माँ को उच्च रक्तचाप है, इसलिए घर में नमक कम रखा जाता है", "family health food"],
      "हिंदी में बात करना पसंद है, लेकिन रिपोर्ट अंग्रेज़ी में चाहिए",
      ["विटामिन D की कमी, डॉक्टर ने हफ़्ते में एक गोली दी है", "health"],
    ],
  },
  {
    ...priya,
    app: "pebble-health",
    agent: "habit-coach",
    run: "run-ph-1520",
    daysAgo: 15,
    facts: [
      ["दिवाली पर आठ दिन की छुट्टी, नाशिक में नानी के घर 🪔", "family travel schedule", { expiresInDays: -4 }],
      ["सीढ़ियाँ चढ़ते समय साँस फूलती है, पहले ऐसा नहीं था", "health"],
      ["प्रिया को सलाह दी कि साँस फूलने की बात डॉक्टर को इसी हफ़्ते बताएँ।", "health", { agentSaid: true }],
      ["Learning the tabla with her nephew Kabir (7), he is better at it", "hobbies family"],
    ],
  },
  {
    ...priya,
    app: "northdesk",
    agent: "support-triage",
    run: "run-nd-52601",
    daysAgo: 4,
    metadata: { source: "ticket", channel: "chat", ticket: "ND-24388", priority: "urgent", confidence: 0.98 },
    facts: [
      ["Second site opens in Kolhapur: 12 seats, one hub, go-live {+31}", "work schedule"],
      ["Wants the same VLAN numbers at both sites", "work preferences"],
      ["Maternity leave from {+70}; Devendra takes over all tickets", "work family schedule"],
      ["Asked that colleagues not be told the reason for her leave", "family work preferences"],
    ],
  },
  {
    ...niran,
    run: "run-wf-11077",
    daysAgo: 288,
    metadata: { source: "onboarding", channel: "line", locale: "th-TH" },
    facts: [
      ["ชื่อเล่นว่าหนุ่ย อยู่กรุงเทพฯ แถวอารีย์", "identity"],
      ["ชอบเที่ยวทะเลหน้าฝนเพราะคนน้อย", "travel preferences"],
      ["แพ้ถั่วลิสง กินผัดไทยต้องบอกร้านทุกครั้ง", "health food", { immutable: true }],
      ["ไม่ขับรถ ใช้รถไฟหรือรถตู้เท่านั้น", "travel preferences"],
    ],
  },
  {
    ...niran,
    run: "run-wf-11811",
    daysAgo: 137,
    facts: [
      ["จะพาคุณยายอายุ 82 ไปเชียงใหม่ ต้องมีรถเข็น", "family travel"],
      ["งบสองคนไม่เกิน 18,000 บาท รวมที่พัก", "finance travel", { earlier: [["งบสองคนไม่เกิน 12,000 บาท", 130]] }],
      ["แนะนำคุณหนุ่ยให้จองรถไฟตู้นอนชั้นล่างสำหรับคุณยาย", "travel", { agentSaid: true }],
      "คุณยายชอบดอกไม้มากกว่าวัด 🌸",
    ],
  },
  {
    ...niran,
    agent: "booking-agent",
    run: "run-wf-12333",
    daysAgo: 42,
    metadata: { source: "booking", trip: { from: "กรุงเทพอภิวัฒน์", to: "เชียงใหม่", passengers: 2 } },
    facts: [
      ["จองรถด่วนพิเศษเที่ยวกลางคืน เตียงล่างสองเตียง", "travel billing"],
      ["โรงแรมมีทางลาดและห้องน้ำสำหรับผู้สูงอายุ ยืนยันแล้ว", "travel health"],
      ["ขอใบเสร็จในนามบริษัทของพี่สาว", "billing family"],
    ],
  },
  {
    ...niran,
    run: "run-wf-12527",
    daysAgo: 0.6,
    facts: [
      ["กลับจากเชียงใหม่แล้ว คุณยายอยากไปอีก", "travel family"],
      ["ปีหน้าอยากไปดูใบไม้แดงที่ญี่ปุ่น 🇯🇵 สัก 6 วัน", "travel"],
      [
        "Passport is at the embassy until {+8}, no bookings that need the number",
        "travel identity",
        { expiresInDays: 8 },
      ],
      ["เพื่อนร่วมวงอยากไปด้วยถ้าเป็นช่วงสงกรานต์", "travel hobbies"],
      ["วงดนตรีของเขาซ้อมทุกวันพุธ เล่นเบส", "hobbies schedule"],
    ],
  },
];
