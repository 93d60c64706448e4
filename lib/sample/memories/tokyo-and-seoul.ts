import type { Conversation } from "../conversation";

const haruka = { user: "u-東京-17", app: "wayfare", agent: "trip-planner" };
const minji = { user: "minji.park.0", app: "pebble-health" };

export const tokyoAndSeoulMemories: Conversation[] = [
  {
    ...haruka,
    agent: undefined,
    run: "run-wf-10690",
    daysAgo: 366,
    metadata: { source: "onboarding", channel: "line", locale: "ja-JP" },
    facts: [
      ["東京都杉並区に住んでいる。最寄り駅は西荻窪。", "identity"],
      ["名前は葉山はるか、パスポートの表記は HAYAMA HARUKA", "identity travel", { immutable: true }],
      ["そばアレルギーがある(重度)", "health food", { immutable: true }],
      ["飛行機より夜行列車のほうが好き", "preferences travel", { supersededBy: "haruka-night-train-2" }],
    ],
  },
  {
    ...haruka,
    run: "run-wf-11140",
    daysAgo: 276,
    facts: [
      ["夏休みに両親を連れて金沢へ行く予定。父は長く歩けない。", "travel family"],
      [
        "旅館は畳の部屋より、ベッドのある和洋室がよい",
        "preferences travel",
        { earlier: [["旅館は畳の部屋がよい", 262]] },
      ],
      ["予算は三人で15万円まで", "finance travel"],
      "写真を撮るのが好きで、朝五時に起きるのは平気",
      ["兼六園は開園前の早朝無料開放があると葉山さんに案内した。", "travel", { agentSaid: true }],
    ],
  },
  {
    ...haruka,
    agent: "booking-agent",
    run: "run-wf-11933",
    daysAgo: 98,
    metadata: { source: "booking", trip: { from: "HND", to: "HEL", passengers: 1 }, confidence: 0.95 },
    facts: [
      ["フィンランドへの一人旅、羽田発ヘルシンキ行き、復路は変更可能な運賃", "travel billing"],
      ["機内食は「そば抜き」を必ず確認すること ⚠️", "health food travel"],
      ["サウナは初めてだが、とても楽しみにしている♨️", "travel hobbies"],
      ["オーロラ予報のメールは日本時間の朝に送ってほしい", "preferences schedule", { expiresInDays: -36 }],
    ],
  },
  {
    ...haruka,
    run: "run-wf-12277",
    daysAgo: 50,
    metadata: { source: "chat", channel: "line" },
    facts: [
      [
        "夜行列車は腰が痛くなるので、もう選ばない",
        "preferences travel health",
        { key: "haruka-night-train-2", metadata: { confidence: 0.9 } },
      ],
      [
        "ロヴァニエミで買ったマリメッコのかばんを空港に忘れた。遺失物の番号は HEL-0417",
        "travel support",
        { expiresInDays: -15 },
      ],
      ["かばんは見つかり、着払いで届いた", "travel support"],
      ["Finnish phrases she learned: kiitos, anteeksi, 一番好きなのは “löyly”", "hobbies"],
    ],
  },
  {
    ...haruka,
    run: "run-wf-12488",
    daysAgo: 11,
    facts: [
      ["転職して、来月から在宅勤務が週三日になる", "work schedule"],
      ["平日に二泊三日の旅がしやすくなった。候補は松江、五島、佐渡。", "travel"],
      ["猫のムギ(14歳)のシッターは大家さんの田所さん", "family"],
      ["船酔いしやすいので、五島へは船より飛行機", "health travel"],
      ["五島の宿は{+24 ja}まで仮押さえしている", "travel", { expiresInDays: 24, metadata: { hold: true } }],
    ],
  },
  {
    ...minji,
    agent: "habit-coach",
    run: "run-ph-1118",
    daysAgo: 313,
    metadata: { source: "intake-form", channel: "android", locale: "ko-KR" },
    facts: [
      ["박민지, 29세, 부산에서 게임 회사 QA로 일한다", "identity work"],
      ["하루에 물을 두 잔밖에 마시지 않는다", "health"],
      ["갑각류 알레르기가 있어서 새우와 게를 먹지 않는다", "health food", { immutable: true }],
      ["저녁 9시 이후에는 알림을 받고 싶지 않다", "preferences schedule"],
    ],
  },
  {
    ...minji,
    agent: "habit-coach",
    run: "run-ph-1333",
    daysAgo: 146,
    facts: [
      ["출시 전에는 매일 야근이라 운동을 쉬고 있다", "work health", { metadata: { reason: "crunch" } }],
      [
        "광안리 해변에서 5km 달리기, 기록은 31분 40초",
        "hobbies health",
        { earlier: [["광안리 해변에서 3km 달리기를 시작했다", 104]] },
      ],
      "혼자보다 친구 서연이랑 같이 뛰는 게 좋다",
      ["민지 님에게 출시 주간에는 10분 스트레칭만 하자고 제안했다.", "health", { agentSaid: true }],
    ],
  },
  {
    ...minji,
    agent: "sleep-coach",
    run: "run-ph-1488",
    daysAgo: 31,
    metadata: {
      source: "wearable",
      channel: "android",
      device: { kind: "band", firmware: "2.0.7" },
      confidence: 0.72,
    },
    facts: [
      ["평균 수면 시간 5시간 50분, 주말에는 9시간", "health"],
      ["새벽 두 시까지 휴대폰으로 웹툰을 본다", "hobbies health"],
      [
        "커피는 하루 세 잔, 마지막은 오후 4시",
        "food health",
        { earlier: [["커피는 하루 다섯 잔, 마지막은 저녁 8시", 20]] },
      ],
      ["침실이 도로 쪽이라 시끄럽다. 귀마개는 불편하다.", "health preferences"],
    ],
  },
  {
    ...minji,
    agent: "habit-coach",
    run: "run-ph-1547",
    daysAgo: 2,
    facts: [
      ["경주 하프 마라톤에 등록했다 🏃‍♀️ 목표는 2시간 15분", "hobbies health"],
      ["대회 전까지 술을 끊기로 어머니와 약속했다", "family health"],
      ["무릎 바깥쪽이 내리막에서 아프다", "health"],
      ["Race entry fee ₩50,000 was paid twice by mistake, 환불 요청함", "finance support"],
      ["새 운동화: 왼발 245, 오른발 240", "preferences"],
      ["팀장이 바뀌어서 수요일 야근이 없어졌다", "work schedule"],
      ["고양이 두부와 순대를 키운다 🐈🐈‍⬛", "family"],
    ],
  },
];
