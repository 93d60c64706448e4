import type { Conversation } from "../conversation";

const noor = { user: "noor haddad", app: "wayfare", agent: "trip-planner" };
const avi = { user: "avi_rozen", app: "pebble-health", agent: "habit-coach" };

export const beirutAndHaifaMemories: Conversation[] = [
  {
    ...noor,
    agent: undefined,
    run: "run-wf-10588",
    daysAgo: 384,
    metadata: { source: "onboarding", channel: "whatsapp", locale: "ar-LB" },
    facts: [
      ["نور حداد مترجمة فورية تعيش في بيروت وتسافر إلى المؤتمرات كل شهر تقريباً", "identity work travel"],
      ["تتكلم العربية والفرنسية والإنجليزية، وتكتب لنا بالعربية", "identity preferences"],
      ["تفضّل المقعد بجانب الممر في الصفوف الأولى", "preferences travel"],
      ["لا تأكل اللحم منذ عشر سنوات", "food preferences"],
    ],
  },
  {
    ...noor,
    run: "run-wf-11219",
    daysAgo: 268,
    facts: [
      ["مؤتمر في جنيف ثلاثة أيام، تحتاج إلى غرفة هادئة للتحضير", "work travel"],
      ["يدفع المنظّمون ثمن التذكرة وتدفع هي ثمن الفندق", "finance work"],
      [
        "رقم رحلتها ME 0213 من بيروت إلى جنيف، الإقلاع الساعة 07:45",
        "travel schedule",
        { earlier: [["رقم رحلتها ME 0211 من بيروت إلى جنيف، الإقلاع الساعة 13:20", 263]] },
      ],
      [
        "أخبرتُ نور أن الفندق القريب من قصر الأمم محجوز بالكامل واقترحتُ حيّ باكي.",
        "travel",
        { agentSaid: true },
      ],
    ],
  },
  {
    ...noor,
    agent: "booking-agent",
    run: "run-wf-11870",
    daysAgo: 126,
    metadata: { source: "booking", trip: { from: "BEY", to: "CDG", passengers: 1 }, confidence: 0.94 },
    facts: [
      ["حجز إلى باريس CDG مع حقيبة واحدة 23 kg، المرجع WF9M4T", "travel billing"],
      ["تأشيرة شنغن صالحة حتى {+64 ar-LB}", "travel identity", { expiresInDays: 64 }],
      "تصل دائماً قبل الرحلة بثلاث ساعات",
      ["Invoice must name her company, نور للترجمة ش.م.م, in both scripts", "billing work"],
    ],
  },
  {
    ...noor,
    run: "run-wf-12190",
    daysAgo: 57,
    facts: [
      ["صداع نصفي بعد الرحلات الطويلة، تطلب ضوءاً خافتاً وغرفة بلا عطور", "health travel"],
      ["أختها ريم تسكن في ليون ولديها توأمان 👩‍👧‍👦", "family"],
      ["تحب المشي في المقابر القديمة لأنها هادئة", "hobbies travel"],
      [
        "Her agency, \u200fمكتب الأرز\u200f, books through us as well; keep the two apart",
        "work preferences",
      ],
    ],
  },
  {
    ...noor,
    run: "run-wf-12519",
    daysAgo: 2,
    metadata: { source: "chat", channel: "whatsapp", confidence: 0.81, tags: ["conference", "winter"] },
    facts: [
      [
        "قمة المناخ في بون من {+17 ar-LB} إلى {+20 ar-LB}، ستعمل في كابينة الترجمة الفرنسية",
        "work travel schedule",
      ],
      ["تريد القطار من باريس إلى بون بدل الطائرة", "travel preferences"],
      ["الميزانية 650 € للذهاب والعودة", "finance travel"],
      [
        "وعدتُ نور بإرسال ثلاثة خيارات قطار قبل مساء الخميس.",
        "travel schedule",
        { agentSaid: true, expiresInDays: 3 },
      ],
      ["سألت: هل تُحذف محادثاتها القديمة إذا أغلقت حسابها؟", "support"],
    ],
  },
  {
    ...avi,
    run: "run-ph-1091",
    daysAgo: 327,
    metadata: { source: "intake-form", channel: "web", locale: "he-IL" },
    facts: [
      ["אבי רוזן, מורה לפיזיקה בחיפה, בן 44", "identity work"],
      ["כאבי גב תחתון מאז שעבר דירה לבד לפני שנתיים", "health"],
      ["אוכל כשר, לא בשר וחלב יחד", "food preferences", { immutable: true }],
      ["לא שולחים הודעות בשבת", "schedule preferences", { immutable: true }],
    ],
  },
  {
    ...avi,
    run: "run-ph-1288",
    daysAgo: 170,
    facts: [
      [
        "שוחה פעמיים בשבוע, 40 בריכות",
        "health hobbies",
        {
          earlier: [
            ["שוחה פעם בשבוע, 20 בריכות", 141],
            ["שוחה פעמיים בשבוע, 30 בריכות", 90],
          ],
        },
      ],
      ["בן זוגו יונתן מבשל בימי ראשון ורביעי", "family food"],
      ['ירד 6 ק"ג מאז פסח', "health"],
      ["הזכרתי לאבי לבדוק את הברך לפני שהוא חוזר לרוץ.", "health", { agentSaid: true }],
    ],
  },
  {
    ...avi,
    agent: "sleep-coach",
    run: "run-ph-1444",
    daysAgo: 53,
    metadata: { source: "chat", channel: "web", confidence: 0.87 },
    facts: [
      ["בודק מבחנים עד חצות בשבועות של בגרויות", "work schedule", { expiresInDays: -18 }],
      ["מנמנם 20 דקות אחרי הצהריים, יותר מזה הורס לו את הלילה", "health"],
      ["הכלבה שלו, Pixel, מעירה אותו ב-05:30 בדיוק 🐕", "family"],
      ["Takes melatonin 2 mg, רק כשיש צורך", "health"],
    ],
  },
  {
    ...avi,
    run: "run-ph-1536",
    daysAgo: 7,
    facts: [
      ['רוצה לרוץ 10 ק"מ עד האביב, בלי תחרות, רק בשביל עצמו', "health hobbies"],
      ["לחץ דם 124/79 ✅", "health"],
      ['הרופאה שלו, ד"ר תמר שגיא, ביקשה דו"ח חודשי בקובץ PDF', "health preferences"],
      "מעדיף בדיחות גרועות על פני ציטוטים מעוררי השראה",
    ],
  },
];
