import type { Conversation } from "../conversation";

const eleni = { user: "eleni_k", app: "wayfare", agent: "trip-planner" };
const dmitri = { user: "dmitri.v", app: "northdesk", agent: "support-triage" };

export const athensAndRigaMemories: Conversation[] = [
  {
    ...eleni,
    run: "run-wf-10733",
    daysAgo: 357,
    metadata: { source: "onboarding", channel: "web", locale: "el-GR" },
    facts: [
      ["Η Ελένη είναι αρχιτέκτονας στην Αθήνα και ταξιδεύει για να δει κτίρια", "identity work hobbies"],
      ["Ναυτία σε μικρά πλοία, καμία στα μεγάλα", "health travel"],
      ["Προτιμά ξενοδοχεία με λιγότερα από είκοσι δωμάτια", "preferences travel"],
      ["Ταξιδεύει με σκίτσα, όχι με φωτογραφική μηχανή ✏️", "hobbies"],
    ],
  },
  {
    ...eleni,
    run: "run-wf-11455",
    daysAgo: 221,
    facts: [
      ["Θέλει να δει τη βιβλιοθήκη του Άαλτο στο Βίιπουρι, αλλά δεν γίνεται τώρα", "travel hobbies"],
      [
        "Φινλανδία αντί για Βίιπουρι: Ελσίνκι, Παϊμιό, Γιουβάσκυλα",
        "travel",
        { earlier: [["Βαλτικές χώρες αντί για Βίιπουρι", 215]] },
      ],
      [
        "Είπα στην Ελένη ότι το σανατόριο του Παϊμιό ανοίγει μόνο με ξενάγηση.",
        "travel",
        { agentSaid: true },
      ],
      "Δεν κλείνει τίποτα χωρίς δωρεάν ακύρωση",
    ],
  },
  {
    ...eleni,
    agent: "booking-agent",
    run: "run-wf-12102",
    daysAgo: 69,
    metadata: { source: "booking", trip: { from: "ATH", to: "HEL", passengers: 2 }, fareClass: "saver" },
    facts: [
      [
        "Two seats Athens to Helsinki, saver fare, one changed from Kostas to his mother",
        "travel billing family",
      ],
      ["Ο Κώστας δεν μπορεί τελικά, μετακινήθηκε η δίκη του", "family work"],
      ["Η πεθερά της χρειάζεται γεύμα χωρίς γλουτένη", "family food health", { expiresInDays: -48 }],
      ["Πιστωτικό €118 από την αλλαγή ονόματος, ισχύει ως {+55 el}", "finance travel", { expiresInDays: 55 }],
    ],
  },
  {
    ...eleni,
    agent: undefined,
    run: "run-wf-12440",
    daysAgo: 24,
    facts: [
      ["Το ταξίδι με την πεθερά ήταν, παραδόξως, το καλύτερο της χρονιάς 😄", "family travel"],
      ["Σεπτέμβριος στη Βαλένθια; μόνο αν βρεθεί διαμέρισμα με τραπέζι για σχέδιο", "travel preferences"],
      ["Η συνέντευξη στο Ρότερνταμ αναβλήθηκε επ' αόριστον", "work travel"],
      ["Keeps a list of staircases she has loved; Paimio's yellow one is first", "hobbies"],
    ],
  },
  {
    ...dmitri,
    run: "run-nd-50220",
    daysAgo: 363,
    metadata: { source: "ticket", channel: "email", ticket: "ND-20270", locale: "ru-LV" },
    facts: [
      ["Дмитрий, Рига, реставрирует ламповые радиоприёмники", "identity hobbies work"],
      ["Хаб Halden наводит помехи на приёмник на длинных волнах", "support hobbies"],
      ["Пишет длинные и очень вежливые письма, отвечать можно коротко", "preferences"],
      ["Стоит последняя прошивка, сброс уже пробовал дважды", "support"],
    ],
  },
  {
    ...dmitri,
    run: "run-nd-50402",
    daysAgo: 336,
    metadata: {
      source: "ticket",
      channel: "email",
      ticket: "ND-20270",
      measurements: [
        { kHz: 216, dBuV: 41 },
        { kHz: 252, dBuV: 38 },
      ],
    },
    facts: [
      ["Прислал собственные измерения: гармоники на 216 и 252 кГц", "support"],
      [
        "Виноват блок питания, а не сам хаб: с аккумулятором помех нет",
        "support",
        { earlier: [["Подозревает, что помехи даёт сам хаб", 334]] },
      ],
      [
        "Отправили Дмитрию линейный блок питания из опытной партии, серийный номер 0017.",
        "support",
        { agentSaid: true },
      ],
    ],
  },
  {
    ...dmitri,
    agent: "billing-assistant",
    run: "run-nd-51833",
    daysAgo: 108,
    facts: [
      ["Просит счета на бумаге: бухгалтер жены не принимает PDF", "billing family preferences"],
      [
        "Тариф «Дом 300» по старой цене €19,90 сохранён до {+29 ru}",
        "billing finance",
        { expiresInDays: 29 },
      ],
      ["Оплачивает за год вперёд, в январе", "billing finance schedule"],
    ],
  },
  {
    ...dmitri,
    run: "run-nd-52377",
    daysAgo: 29,
    metadata: { source: "ticket", channel: "chat", ticket: "ND-24011" },
    facts: [
      ["Мать переехала к ним, нужен второй повторитель в её комнату", "family support"],
      ["Мать плохо слышит, звонить только по видео", "family health preferences"],
      ["Хочет отключать Wi-Fi в мастерской на ночь по расписанию 23:00–07:00", "support schedule"],
      "Спасибо за блок питания передаёт до сих пор",
    ],
  },
  {
    ...dmitri,
    run: "run-nd-52588",
    daysAgo: 5,
    facts: [
      ["Расписание сработало, но сбилось после перехода на зимнее время", "support"],
      [
        "Ошибка с часовым поясом Europe/Riga подтверждена, исправление в 4.12.1",
        "support",
        { metadata: { bug: "HUB-1187", fixedIn: "4.12.1" } },
      ],
      ["Готов проверить бета-прошивку на запасном хабе", "support hobbies"],
      ["Продал «Спидолу» 1962 года и жалеет 📻", "hobbies"],
    ],
  },
];
