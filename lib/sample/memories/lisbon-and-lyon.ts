import type { Conversation } from "../conversation";

const beatriz = { user: "beatriz.s", app: "wayfare", agent: "trip-planner" };
const quentin = { user: "quentin.delacroix+trips@example.com", app: "wayfare", agent: "booking-agent" };

export const lisbonAndLyonMemories: Conversation[] = [
  {
    ...beatriz,
    run: "run-wf-10801",
    daysAgo: 340,
    metadata: { source: "onboarding", channel: "android", locale: "pt-PT" },
    facts: [
      ["Beatriz vive em Setúbal, é enfermeira e troca de turno todas as semanas", "identity work schedule"],
      ["Só consegue viajar de terça a quinta", "schedule travel", { supersededBy: "beatriz-days-2" }],
      ["Prefere hostels com cozinha; cozinhar é metade da viagem", "preferences travel food"],
      ["Tem medo de voar, viaja sentada sobre a asa", "health travel"],
    ],
  },
  {
    ...beatriz,
    run: "run-wf-11520",
    daysAgo: 205,
    facts: [
      ["Vai sozinha aos Açores ver baleias, primeira viagem depois do divórcio", "travel family"],
      [
        "Told Beatriz that the whale boats from Pico are cancelled above three metres of swell.",
        "travel",
        { agentSaid: true },
      ],
      ["Intolerância à lactose, ligeira — queijo curado está bem", "health food"],
      "Não quer que perguntem pelo ex-marido",
    ],
  },
  {
    ...beatriz,
    run: "run-wf-12133",
    daysAgo: 64,
    metadata: { source: "chat", channel: "android", confidence: 0.92 },
    facts: [
      [
        "Passou para o turno fixo da manhã: fins de semana livres",
        "work schedule travel",
        { key: "beatriz-days-2" },
      ],
      ["Viu um cachalote a menos de cem metros 🐋", "travel hobbies"],
      ["Respiração 4-7-8 na descolagem ajudou mesmo com o medo de voar", "health travel"],
      [
        "Orçamento anual para viagens: 2 000 €",
        "finance travel",
        { earlier: [["Orçamento anual para viagens: 1 500 €", 40]] },
      ],
    ],
  },
  {
    ...beatriz,
    run: "run-wf-12502",
    daysAgo: 9,
    facts: [
      ["Quer levar a afilhada Matilde (11) a ver neve pela primeira vez", "family travel"],
      ["Serra Nevada ou Andorra, autocarro se der", "travel"],
      [
        "Autorização de saída de menor assinada pelos pais, válida até {+90 pt}",
        "identity family travel",
        { expiresInDays: 90 },
      ],
      ["Matilde calça 36, precisa de botas alugadas", "family travel"],
    ],
  },
  {
    ...quentin,
    agent: undefined,
    run: "run-wf-11003",
    daysAgo: 301,
    metadata: { source: "booking", channel: "email", trip: { from: "LYS", to: "YUL", passengers: 1 } },
    facts: [
      [
        "Quentin Delacroix voyage avec un violoncelle, toujours un siège en plus pour l'instrument",
        "travel work",
      ],
      ["Seat for the cello is booked as CBBG and must be a window", "travel preferences"],
      ["Carte de fidélité: statut argent jusqu'à la fin de l'année", "travel", { expiresInDays: -60 }],
      [
        "Re\u0301pe\u0301tition a\u0300 Montre\u0301al, arrive\u0301e la veille au plus tard",
        "work schedule travel",
      ],
    ],
  },
  {
    ...quentin,
    run: "run-wf-11644",
    daysAgo: 174,
    facts: [
      [
        "The cello was refused at the gate once; he now wants the airline's written confirmation every time",
        "travel support",
      ],
      [
        "Compensation claim over €600 open with the airline, not with us",
        "finance support",
        { earlier: [["Compensation claim over €250 open with the airline", 151]] },
      ],
      [
        "Promised Quentin the CBBG confirmation as PDF 72 hours before each flight.",
        "travel support",
        { agentSaid: true },
      ],
      "Signe ses courriels « q. »",
    ],
  },
  {
    ...quentin,
    run: "run-wf-12208",
    daysAgo: 55,
    metadata: {
      source: "booking",
      channel: "email",
      confidence: 0.9,
      itinerary: [
        { leg: 1, by: "rail" },
        { leg: 2, by: "air" },
      ],
    },
    facts: [
      ["Tour of six cities in nine days, rail wherever it is under five hours", "travel work schedule"],
      ["His page-turner and friend Zoe\u0308 Brandt travels on the same bookings", "work travel"],
      ["Zoe\u0308 does not fly Air-anything before eight in the morning", "preferences schedule"],
      ["Late dinners only; eats nothing before a concert", "food schedule"],
    ],
  },
  {
    ...quentin,
    run: "run-wf-12480",
    daysAgo: 13,
    facts: [
      ["Nouveau numéro de passeport communiqué par téléphone, pas par courriel", "identity preferences"],
      ["Wants last year's trips removed, they were paid for by a former employer", "support billing"],
      ["Retraite d'été à La Chaise-Dieu, pas de réservation en août", "schedule work"],
    ],
  },
];
