import { pluralOf, same, type CertificateWords } from "./certificate-words";

// As the GDPR's official version: European Portuguese.
const locale = "pt-PT";
const plural = pluralOf(locale);
const number = (count: number) => plural(count, "#");

const memories = (count: number) => plural(count, "# entrada de memória", "# entradas de memória");
const inStores = (count: number) => plural(count, "em # repositório", "em # repositórios");

export const pt: CertificateWords = {
  locale,
  title: {
    erased: "Certificado de apagamento",
    partial: "Certificado de apagamento parcial",
    denied: "Registo de um pedido de apagamento recusado",
    not_checked: "Registo de um apagamento não verificado",
  },
  verdictWord: { erased: "Apagado", partial: "Parcial", denied: "Recusado", not_checked: "Não verificado" },
  verdict: {
    erased: (count, stores) =>
      `${plural(count, "Foi apagada # entrada de memória", "Foram apagadas # entradas de memória")} ${inStores(stores)}, tendo-se verificado que nada disso resta em nenhum dos locais que podem ser verificados.`,
    erasedBefore: (count, stores) =>
      `${memories(count)} ${inStores(stores)} já não ${count === 1 ? "existia" : "existiam"} no início do apagamento, tendo-se verificado que nada disso resta em nenhum dos locais que podem ser verificados.`,
    partial: (erased, total, stores) =>
      `O apagamento é parcial: ${erased === 1 ? "foi apagada" : "foram apagadas"} ${number(erased)} de ${memories(total)} ${inStores(stores)}, e nem tudo pôde ser concluído ou verificado.`,
    partialNothing: "O apagamento é parcial: nada foi apagado.",
    reasons: (reasons) => `Motivos: ${reasons.join("; ")}.`,
    denied: (ground) => `O pedido de apagamento foi recusado${ground === null ? "" : `. Motivo: ${ground}`}.`,
    deniedNothing: "Não foi apagada nenhuma entrada de memória.",
    notChecked: (count, stores) =>
      `O apagamento não está verificado: ${memories(count)} ${inStores(stores)} ${count === 1 ? "consta como apagada" : "constam como apagadas"}, sem que se tenha verificado se já não ${count === 1 ? "existe" : "existem"}.`,
    notCheckedNothing: "Nada foi apagado e nada foi verificado.",
    found: (found, kept) =>
      kept === 0
        ? `A pesquisa sobre a pessoa tinha encontrado ${memories(found)} e nenhuma foi deixada de fora.`
        : `A pesquisa sobre a pessoa tinha encontrado ${memories(found)}, das quais ${plural(kept, "# não foi selecionada nem apagada", "# não foram selecionadas nem apagadas")}.`,
    absentBefore: (count) => plural(count, "Mais # já não existia.", "Mais # já não existiam."),
  },
  reason: {
    residual: {
      some: "há entradas de memória que continuam armazenadas",
      one: "# entrada de memória continua armazenada",
      other: "# entradas de memória continuam armazenadas",
    },
    failed: {
      some: "há entradas de memória que não puderam ser apagadas",
      one: "# entrada de memória não pôde ser apagada",
      other: "# entradas de memória não puderam ser apagadas",
    },
    not_read_back: {
      some: "há entradas de memória que não puderam ser relidas e talvez continuem armazenadas",
      one: "# entrada de memória não pôde ser relida e talvez continue armazenada",
      other: "# entradas de memória não puderam ser relidas e talvez continuem armazenadas",
    },
    changed_since_preview: {
      some: "há entradas de memória que tinham mudado desde a pré-visualização e não foram tocadas",
      one: "# entrada de memória tinha mudado desde a pré-visualização e não foi tocada",
      other: "# entradas de memória tinham mudado desde a pré-visualização e não foram tocadas",
    },
    kept_immutable: {
      some: "foram conservadas entradas de memória imutáveis",
      one: "foi conservada # entrada de memória imutável",
      other: "foram conservadas # entradas de memória imutáveis",
    },
    kept: {
      some: "foram conservadas entradas de memória",
      one: "foi conservada # entrada de memória",
      other: "foram conservadas # entradas de memória",
    },
    unreadable: {
      some: "há entradas de memória do repositório que não puderam ser lidas",
      one: "# entrada de memória do repositório não pôde ser lida",
      other: "# entradas de memória do repositório não puderam ser lidas",
    },
    place_not_checked: {
      some: "há locais que não foram verificados",
      one: "# local não foi verificado",
      other: "# locais não foram verificados",
    },
    copies_remain: { some: "restam cópias", one: "resta # cópia", other: "restam # cópias" },
    copies_removed_unverified: {
      some: "foram removidas cópias sem que isso tenha sido verificado",
      one: "foi removida # cópia sem que isso tenha sido verificado",
      other: "foram removidas # cópias sem que isso tenha sido verificado",
    },
    stopped_before_anything: {
      some: "uma eliminação terminou antes de apagar o que quer que fosse",
      one: "uma eliminação de # entrada de memória terminou antes de apagar o que quer que fosse",
      other: "uma eliminação de # entradas de memória terminou antes de apagar o que quer que fosse",
    },
    request_denied_in_part: {
      some: "o pedido foi recusado em parte",
      one: "o pedido foi recusado em # ponto",
      other: "o pedido foi recusado em # pontos",
    },
    found_again: {
      some: "uma pesquisa posterior voltou a encontrar entradas de memória da pessoa ou sobre ela",
      one: "uma pesquisa posterior encontrou # entrada de memória da pessoa",
      other: "uma pesquisa posterior encontrou # entradas de memória da pessoa",
    },
    request_reopened: same("o pedido foi reaberto e ainda não obteve resposta"),
    stopped_early: same("uma eliminação foi interrompida antes do fim"),
    store_not_searched: {
      some: "não foi possível procurar a pessoa em alguns repositórios",
      one: "não foi possível procurar a pessoa em # repositório",
      other: "não foi possível procurar a pessoa em # repositórios",
    },
    nothing_to_erase: same("no início do apagamento não estava armazenado nada do que foi pedido"),
  },
  memories,
  stores: (count) => plural(count, "# repositório", "# repositórios"),

  sections: {
    request: "O pedido",
    scope: "Objeto do apagamento",
    places: "Verificações após o apagamento",
    notCovered: "O que este certificado não abrange",
    people: "Intervenientes",
    standards: "Elementos previstos em normas e regulamentos",
    ledger: "Posição no registo de auditoria",
    signature: "Assinatura",
  },

  request: {
    reference: "Referência",
    deletion: "Eliminação",
    ticket: "Processo",
    law: "Fundamento jurídico",
    nature: "Natureza",
    erasure: "Pedido de apagamento de dados pessoais",
    received: "Recebido",
    receivedOn: (day, by) => (by === null ? day : `${day}, ${by}`),
    acknowledged: "Aviso de receção",
    acknowledgedOn: (day, due) => (due === null ? day : `${day} (prazo: ${due})`),
    notAcknowledged: (due) => `Não enviado (prazo: ${due})`,
    due: "Prazo de resposta",
    extended: (due, noticed) => `${due}, prorrogado por comunicação de ${noticed}`,
    erasedOn: "Fim do apagamento",
    answered: "Respondido",
    answeredOn: (day, days) =>
      `${day}${days === null ? "" : plural(days, ", # dia após a receção", ", # dias após a receção")}`,
    notAnswered: (days) =>
      days === null
        ? "Ainda sem resposta à data da emissão"
        : plural(
            days,
            "Ainda sem resposta à data da emissão, # dia após a receção",
            "Ainda sem resposta à data da emissão, # dias após a receção",
          ),
    identity: "Identidade",
    identityUnchecked: "Não verificada",
    identityChecked: (method, day) => `${method}, ${day}`,
    denialGround: "Motivo da recusa",
    subject: "Titular dos dados",
    subjectErased: "O processo já não contém os nomes e identificadores da pessoa.",
    subjectUnnamed: "Nenhuma pessoa é identificada no processo.",
    references:
      "Em lugar de nomes e identificadores figuram referências calculadas com uma chave secreta. O responsável pelo tratamento pode calcular a referência de um nome ou identificador que lhe seja apresentado e determinar assim se se trata dessa pessoa.",
  },
  law: {
    gdpr: "Regulamento Geral sobre a Proteção de Dados (UE) 2016/679 (RGPD), artigo 17.º",
    ccpa: "California Consumer Privacy Act (CCPA), Civil Code § 1798.105",
    other: "Outra norma",
    own_policy: "Política própria do responsável pelo tratamento",
  },
  receivedBy: {
    email: "por correio eletrónico",
    phone: "por telefone",
    letter: "por carta",
    form: "por formulário",
    in_person: "presencialmente",
    api: "através de uma API",
    other: "por outra via",
  },
  identityMethod: {
    account: "Verificada através do acesso à conta",
    email: "Verificada por correio eletrónico",
    phone: "Verificada por telefone",
    document: "Verificada com um documento, do qual nada foi conservado",
    not_needed: "Nenhuma verificação necessária",
    other: "Verificada de outra forma",
  },
  denialGround: {
    identity_not_proven: "não foi possível comprovar a identidade da pessoa",
    legal_obligation: "o tratamento é necessário ao cumprimento de uma obrigação legal",
    legal_claims:
      "o tratamento é necessário para efeitos de declaração, exercício ou defesa de um direito num processo judicial",
    public_interest: "o tratamento é necessário por motivos de interesse público",
    free_expression: "o tratamento é necessário ao exercício da liberdade de expressão e de informação",
    excessive: "o pedido é manifestamente infundado ou excessivo",
    not_found: "não foram encontrados dados desta pessoa",
    other: "outro motivo",
  },

  scope: {
    store: "Repositório",
    selection: "Âmbito",
    asked: "Pedidas",
    erased: "Apagadas",
    absent: "Já ausentes",
    notErased: "Não apagadas",
    ended: "Fim",
    deletion: (id) => `Eliminação ${id}`,
    everything: "Todas as entradas de memória do repositório",
    listed: (count) =>
      plural(
        count,
        "# entrada de memória, indicada pelo seu identificador",
        "# entradas de memória, indicadas uma a uma pelo seu identificador",
      ),
    entities: (entities, listed) =>
      `Todas as entradas de memória de: ${entities}${listed === 0 ? "" : plural(listed, ", e # indicada pelo seu identificador", ", e # indicadas pelo seu identificador")}`,
    filter: (words) => `Entradas de memória segundo o filtro (em inglês): ${words}`,
    entity: {
      user: (value) => `utilizador ${value}`,
      agent: (value) => `agente ${value}`,
      app: (value) => `aplicação ${value}`,
      run: (value) => `execução ${value}`,
    },
    valuesErased: "O processo já não contém os valores; em seu lugar figuram referências.",
    excluded: (count) => plural(count, "# excluída por opção", "# excluídas por opção"),
    keepsImmutable: "As entradas imutáveis deviam ser conservadas",
    keptImmutable: (count) =>
      plural(count, "# entrada imutável conservada", "# entradas imutáveis conservadas"),
    failed: (count, unknown) =>
      `${plural(count, "# falhada", "# falhadas")}${unknown === 0 ? "" : plural(unknown, ", das quais # não relida", ", das quais # não relidas")}`,
    left: (count) =>
      plural(
        count,
        "# não tocada, por ter mudado ou não ter sido alcançada",
        "# não tocadas, por terem mudado ou não terem sido alcançadas",
      ),
    joined: (count) =>
      plural(
        count,
        "# armazenada ou alterada desde a pré-visualização e não tocada",
        "# armazenadas ou alteradas desde a pré-visualização e não tocadas",
      ),
    storedSince: (count) =>
      plural(
        count,
        "# armazenada depois do momento de corte, alheia ao apagamento",
        "# armazenadas depois do momento de corte, alheias ao apagamento",
      ),
    cutoff: (instant) => `Não foi pedido o apagamento do que foi armazenado depois de ${instant}.`,
    status: { failed: "A eliminação falhou.", cancelled: "A eliminação foi cancelada." },
  },

  places: {
    store: "Repositório",
    place: "Local",
    method: "Método",
    lookedFor: "Procurado",
    found: "Encontrado",
    outcome: "Resultado",
    time: "Data e hora",
    sample: "amostra",
    removed: (count) => plural(count, "# linha removida", "# linhas removidas"),
    none: "Nenhum local foi verificado.",
    note: (zone) =>
      `Todas as horas são as do fuso horário ${zone}. Um resultado indica o que foi constatado nesse momento, e nada sobre momentos posteriores.`,
  },
  place: {
    memories: "Entradas de memória",
    versions: "Textos anteriores",
    search: "Pesquisa de texto",
    history: "Histórico",
    chat_turns: "Turnos de conversa",
    entities: "Nomes extraídos",
    profile: "Perfis de utilizadores",
  },
  method: {
    each_by_id: "Cada entrada, pelo seu identificador",
    filter_again: "Filtro do apagamento aplicado de novo",
    versions_by_id: "Textos anteriores de cada entrada, por identificador",
    history_by_id: "Histórico de cada entrada, por identificador",
    words_of_a_sample: "Pesquisa de palavras de uma amostra de textos",
    rows_of_place: "Contagem das linhas que pertencem ao apagamento",
    profile_by_user: "Perfil de cada utilizador indicado",
  },
  outcome: {
    erased: "Apagado, não verificado desde então",
    verified_absent: "Ausência verificada",
    residual: "Continua armazenado",
    unsupported: "Não verificável",
    not_checked: "Não verificado",
  },

  notCovered: {
    what: "O quê",
    remedy: "O que fazer a esse respeito",
    intro: "Quanto a isto nada se certifica. O que foi apagado pode ainda encontrar-se aí.",
    none: "Não se conhece mais nada que contenha cópias.",
    cleaned: (at, hasStatistics, hasLog) =>
      `Os ficheiros da base de dados foram reescritos depois do apagamento: ${at}. Páginas e índices: reescritos. Estatísticas do planeador de consultas: ${hasStatistics ? "reescritas" : "não abrangidas"}. Registo de transações: ${hasLog ? "removido" : "não abrangido"}. Cópias de segurança: não abrangidas.`,
  },
  uncovered: {
    free_pages: "Espaço livre nos ficheiros da base de dados",
    wal: "Registo de transações da base de dados (write-ahead log)",
    backups: "Cópias de segurança, réplicas e ficheiros temporários da base de dados",
    store_disks: "Discos, registos e cópias de segurança do repositório",
    applications: "Aplicações que utilizam as entradas de memória",
    model_providers: "Fornecedores de modelos de IA",
    mem0_profiles: "Perfis de utilizadores no Mem0",
    mem0_exports: "Exportações, avaliações e padrões no Mem0",
    mem0_chat_turns: "Turnos de conversa conservados pelo Mem0",
  },
  remedy: {
    rewrite_files:
      "O espaço fica livre e só é reescrito quando volta a ser utilizado. Quem gere a base de dados pode mandar reescrever os ficheiros de imediato (no Lethe: Settings, Disk).",
    wait_for_recycling:
      "Contém o que foi escrito até a base de dados reutilizar os seus segmentos, o que acontece por si à medida que se escreve mais. Há que aguardar por isso, também onde o registo é arquivado.",
    wait_for_expiry:
      "Contêm o que continham quando foram criadas. Há que aguardar que expirem e repetir o apagamento se alguma for reposta.",
    ask_store_operator:
      "Perguntar a quem gere o repositório durante quanto tempo os textos apagados lá permanecem e obter confirmação da sua eliminação.",
    tell_recipients:
      "Comunicar o apagamento aos destinatários (segundo o RGPD: artigo 19.º) e obter a sua confirmação.",
    ask_model_provider:
      "Perguntar ao fornecedor durante quanto tempo conserva o que lhe foi transmitido e obter confirmação da sua eliminação.",
    delete_in_mem0: "Eliminá-los no Mem0. A partir daqui não é possível fazê-lo nem verificá-lo.",
  },

  people: { did: "Ato", name: "Quem", role: "Função", time: "Data e hora" },
  did: {
    received: "Registou o pedido",
    checked_identity: "Verificou a identidade",
    requested: "Confirmou a eliminação",
    approved: "Aprovou a eliminação",
    issued: "Emitiu este certificado",
  },
  role: { viewer: "Consulta", support: "Suporte", auditor: "Auditoria", admin: "Administração" },
  personKind: { member: "Membro", "api-key": "Chave de API", system: "O próprio Lethe" },

  nist: {
    title: "NIST SP 800-88 Rev. 2",
    media: "Suporte",
    mediaWords: { records_of_a_service: "Registos de dados de um serviço" },
    technique: "Técnica",
    techniqueWords: { logical_deletion: "Eliminação lógica de registos de dados" },
    tool: "Ferramenta",
    check: "Controlo",
    checkWords: {
      validation: "Validação («validation»): procurou-se cada registo de dados",
      verification: "Verificação («verification»): procurou-se uma amostra",
      none: "Nenhum",
    },
    claim: {
      neither_clear_nor_purge:
        "Foram eliminados registos de dados; nenhum suporte foi higienizado. Não se certifica «Clear» nem «Purge» para nenhum suporte.",
    },
  },
  ccpa: {
    title: "CCPA Regulations § 7101",
    requestOn: "Data do pedido",
    nature: "Natureza do pedido",
    natureWords: { request_to_delete: "Pedido de eliminação («request to delete»)" },
    manner: "Via do pedido",
    responseOn: "Data da resposta",
    response: "Natureza da resposta",
    responseWords: {
      complied: "Satisfeito",
      complied_in_part: "Satisfeito em parte",
      denied: "Recusado",
      pending: "Ainda sem resposta",
    },
    denialGround: "Motivo da recusa",
    none: "Nenhum",
  },

  ledger: {
    number: "N.º",
    event: "Evento",
    hash: "Impressão (SHA-256)",
    events: (numbers) => `Eventos ${numbers}. As suas impressões constam do ficheiro anexo certificate.json.`,
    none: "Nenhum evento do registo de auditoria dá conta disso.",
    head: (numbered, hash) => `Último evento do registo de auditoria à data da emissão: ${numbered}, ${hash}`,
    checkpoint: (size, origin, root) =>
      `Ponto de controlo assinado do registo ${origin}: ${size} eventos, impressão raiz ${root}`,
    note: "O registo de auditoria («ledger») é uma cadeia de eventos em que cada um contém a impressão do anterior: se algum for depois alterado, retirado ou deslocado, a cadeia quebra-se.",
  },

  signature: {
    issued: "Emitido",
    issuedAt: (instant, origin) => `${instant}, por ${origin}`,
    certificate: "Certificado",
    key: "Identificador da chave",
    fingerprint: "Impressão da chave (SHA-256)",
    digest: "Impressão dos dados (SHA-256)",
    signature: "Assinatura (Ed25519)",
    intro:
      "Os dados deste certificado estão assinados no ficheiro anexo certificate.json; estas páginas apresentam os mesmos dados e estão assinadas no seu conjunto.",
    notQualified:
      "Não se trata de uma assinatura eletrónica qualificada na aceção do Regulamento (UE) n.º 910/2014 (eIDAS).",
    verifyTitle: "Como verificá-lo",
    verifyAt: (address) =>
      `Abra ${address} e arraste para lá este ficheiro. É verificado no navegador e não sai dele.`,
    verifyCommand:
      "Onde o Lethe estiver instalado, este comando indica também que afirmações constam do registo de auditoria:",
    qr: "Endereço da verificação, com a impressão e o identificador da chave",
    asOf: "Este certificado dá conta do que foi feito e constatado nos momentos indicados. Não constitui aconselhamento jurídico.",
    memory: "Uma entrada de memória é uma informação individual que um agente de IA armazenou.",
    codePoints:
      "Os carateres invisíveis, ou para os quais este documento não tem glifo, são escritos com o seu ponto de código Unicode: ‹U+202E›.",
  },
  page: (page, pages) => `Página ${page} de ${pages}`,

  summary: {
    title: (title, reference) => `${title}: ${reference}`,
    places: (absent, total, rest) =>
      `Verificações: ausência verificada em ${number(absent)} de ${number(total)}${rest.map((part) => `, ${part}`).join("")}.`,
    noPlaces: "Verificações: nenhuma.",
    place: {
      erased: (count) =>
        plural(
          count,
          "# apagado mas não verificado desde então",
          "# apagados mas não verificados desde então",
        ),
      residual: (count) => plural(count, "# com dados ainda armazenados"),
      unsupported: (count) => plural(count, "# não possível", "# não possíveis"),
      not_checked: (count) => plural(count, "# não efetuada", "# não efetuadas"),
    },
    notCovered: (places) => `Não abrange: ${places.join("; ")}.`,
    nothingUncovered: "Não abrange: não se conhece mais nada que contenha cópias.",
    request: (parts) => `Pedido: ${parts.join(", ")}.`,
    law: { gdpr: "RGPD", ccpa: "CCPA", other: "outra norma", own_policy: "política própria" },
    received: (day) => `recebido em ${day}`,
    due: (day) => `prazo: ${day}`,
    answered: (day, days) =>
      `respondido em ${day}${days === null ? "" : plural(days, " após # dia", " após # dias")}`,
    notAnswered: "ainda sem resposta",
    noTicket: (day) => `eliminação de ${day}, sem processo`,
    certificate: (id, day, origin) =>
      `Certificado ${id}, emitido em ${day} por ${origin}. Para o verificar, abra lá /verify e arraste o ficheiro.`,
  },
};
