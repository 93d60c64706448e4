import { pluralOf, same, type CertificateWords } from "./certificate-words";

const locale = "it-IT";
const plural = pluralOf(locale);
const number = (count: number) => plural(count, "#");

const memories = (count: number) => plural(count, "# voce di memoria", "# voci di memoria");
const inStores = (count: number) => plural(count, "in # archivio", "in # archivi");

export const it: CertificateWords = {
  locale,
  title: {
    erased: "Certificato di cancellazione",
    partial: "Certificato di cancellazione parziale",
    denied: "Attestazione di una richiesta di cancellazione respinta",
    not_checked: "Attestazione di una cancellazione non verificata",
  },
  verdictWord: {
    erased: "Cancellato",
    partial: "Parziale",
    denied: "Respinta",
    not_checked: "Non verificata",
  },
  verdict: {
    erased: (count, stores) =>
      `${plural(count, "È stata cancellata # voce di memoria", "Sono state cancellate # voci di memoria")} ${inStores(stores)} ed è stato verificato che in nessuno dei luoghi controllabili ne rimane alcunché.`,
    erasedBefore: (count, stores) =>
      `${memories(count)} ${inStores(stores)} ${count === 1 ? "risultava già assente" : "risultavano già assenti"} all’inizio della cancellazione ed è stato verificato che in nessuno dei luoghi controllabili ne rimane alcunché.`,
    partial: (erased, total, stores) =>
      `La cancellazione è parziale: ${erased === 1 ? "è stata cancellata" : "sono state cancellate"} ${number(erased)} di ${memories(total)} ${inStores(stores)} e non tutto ha potuto essere completato o verificato.`,
    partialNothing: "La cancellazione è parziale: non è stato cancellato nulla.",
    reasons: (reasons) => `Motivi: ${reasons.join("; ")}.`,
    denied: (ground) =>
      `La richiesta di cancellazione è stata respinta${ground === null ? "" : `. Motivo: ${ground}`}.`,
    deniedNothing: "Non è stata cancellata alcuna voce di memoria.",
    notChecked: (count, stores) =>
      `La cancellazione non è verificata: ${plural(count, "# voce di memoria", "# voci di memoria")} ${inStores(stores)} ${count === 1 ? "risulta cancellata" : "risultano cancellate"}, senza che sia stato controllato se ${count === 1 ? "è" : "sono"} effettivamente ${count === 1 ? "scomparsa" : "scomparse"}.`,
    notCheckedNothing: "Non è stato cancellato né verificato nulla.",
    found: (found, kept) =>
      kept === 0
        ? `La ricerca della persona aveva trovato ${memories(found)} e nessuna è stata esclusa.`
        : `La ricerca della persona aveva trovato ${memories(found)}, di cui ${plural(kept, "# non è stata selezionata né cancellata", "# non sono state selezionate né cancellate")}.`,
    absentBefore: (count) =>
      plural(count, "Un’altra (#) risultava già assente.", "Altre # risultavano già assenti."),
  },
  reason: {
    residual: {
      some: "alcune voci di memoria sono ancora archiviate",
      one: "# voce di memoria è ancora archiviata",
      other: "# voci di memoria sono ancora archiviate",
    },
    failed: {
      some: "non è stato possibile cancellare alcune voci di memoria",
      one: "non è stato possibile cancellare # voce di memoria",
      other: "non è stato possibile cancellare # voci di memoria",
    },
    not_read_back: {
      some: "non è stato possibile rileggere alcune voci di memoria, forse ancora archiviate",
      one: "non è stato possibile rileggere # voce di memoria, forse ancora archiviata",
      other: "non è stato possibile rileggere # voci di memoria, forse ancora archiviate",
    },
    changed_since_preview: {
      some: "alcune voci di memoria erano cambiate dopo l’anteprima e non sono state toccate",
      one: "# voce di memoria era cambiata dopo l’anteprima e non è stata toccata",
      other: "# voci di memoria erano cambiate dopo l’anteprima e non sono state toccate",
    },
    kept_immutable: {
      some: "alcune voci di memoria immutabili sono state conservate",
      one: "# voce di memoria immutabile è stata conservata",
      other: "# voci di memoria immutabili sono state conservate",
    },
    kept: {
      some: "alcune voci di memoria sono state conservate",
      one: "# voce di memoria è stata conservata",
      other: "# voci di memoria sono state conservate",
    },
    unreadable: {
      some: "non è stato possibile leggere alcune voci di memoria dell’archivio",
      one: "non è stato possibile leggere # voce di memoria dell’archivio",
      other: "non è stato possibile leggere # voci di memoria dell’archivio",
    },
    place_not_checked: {
      some: "alcuni luoghi non sono stati controllati",
      one: "# luogo non è stato controllato",
      other: "# luoghi non sono stati controllati",
    },
    copies_remain: { some: "rimangono copie", one: "rimane # copia", other: "rimangono # copie" },
    copies_removed_unverified: {
      some: "sono state rimosse copie senza che ciò sia stato verificato",
      one: "è stata rimossa # copia senza che ciò sia stato verificato",
      other: "sono state rimosse # copie senza che ciò sia stato verificato",
    },
    stopped_before_anything: {
      some: "un’eliminazione è terminata prima di aver cancellato qualcosa",
      one: "un’eliminazione di # voce di memoria è terminata prima di aver cancellato qualcosa",
      other: "un’eliminazione di # voci di memoria è terminata prima di aver cancellato qualcosa",
    },
    request_denied_in_part: {
      some: "la richiesta è stata respinta in parte",
      one: "la richiesta è stata respinta su # punto",
      other: "la richiesta è stata respinta su # punti",
    },
    found_again: {
      some: "una ricerca successiva ha trovato di nuovo voci di memoria della persona o su di essa",
      one: "una ricerca successiva ha trovato # voce di memoria della persona",
      other: "una ricerca successiva ha trovato # voci di memoria della persona",
    },
    request_reopened: same("la richiesta è stata riaperta e non ha ancora ricevuto risposta"),
    stopped_early: same("un’eliminazione è stata interrotta prima della fine"),
    store_not_searched: {
      some: "non è stato possibile cercare la persona in alcuni archivi",
      one: "non è stato possibile cercare la persona in # archivio",
      other: "non è stato possibile cercare la persona in # archivi",
    },
    nothing_to_erase: same("all’inizio della cancellazione non era archiviato nulla di quanto richiesto"),
  },
  memories,
  stores: (count) => plural(count, "# archivio", "# archivi"),

  sections: {
    request: "La richiesta",
    scope: "Oggetto della cancellazione",
    places: "Controlli dopo la cancellazione",
    notCovered: "Che cosa il presente certificato non comprende",
    people: "Chi ha agito",
    standards: "Indicazioni previste da norme e regolamenti",
    ledger: "Posizione nel registro di controllo",
    signature: "Firma",
  },

  request: {
    reference: "Riferimento",
    deletion: "Eliminazione",
    ticket: "Pratica",
    law: "Base giuridica",
    nature: "Natura",
    erasure: "Richiesta di cancellazione di dati personali",
    received: "Ricevuta",
    receivedOn: (day, by) => (by === null ? day : `${day}, ${by}`),
    acknowledged: "Conferma di ricezione",
    acknowledgedOn: (day, due) => (due === null ? day : `${day} (termine: ${due})`),
    notAcknowledged: (due) => `Non inviata (termine: ${due})`,
    due: "Termine di risposta",
    extended: (due, noticed) => `${due}, prorogato con comunicazione in data ${noticed}`,
    erasedOn: "Fine della cancellazione",
    answered: "Risposta",
    answeredOn: (day, days) =>
      `${day}${days === null ? "" : plural(days, ", # giorno dopo il ricevimento", ", # giorni dopo il ricevimento")}`,
    notAnswered: (days) =>
      days === null
        ? "Non ancora data al momento del rilascio"
        : plural(
            days,
            "Non ancora data al momento del rilascio, # giorno dopo il ricevimento",
            "Non ancora data al momento del rilascio, # giorni dopo il ricevimento",
          ),
    identity: "Identità",
    identityUnchecked: "Non verificata",
    identityChecked: (method, day) => `${method}, ${day}`,
    denialGround: "Motivo del rigetto",
    subject: "Interessato",
    subjectErased: "La pratica non contiene più i nomi e gli identificativi della persona.",
    subjectUnnamed: "Nella pratica non è indicata alcuna persona.",
    references:
      "Al posto di nomi e identificativi figurano riferimenti calcolati con una chiave segreta. Il titolare del trattamento può calcolare il riferimento di un nome o di un identificativo che gli viene presentato e stabilire così se si tratta di quella persona.",
  },
  law: {
    gdpr: "Regolamento generale sulla protezione dei dati (UE) 2016/679 (RGPD), articolo 17",
    ccpa: "California Consumer Privacy Act (CCPA), Civil Code § 1798.105",
    other: "Altra norma",
    own_policy: "Politica propria del titolare del trattamento",
  },
  receivedBy: {
    email: "per posta elettronica",
    phone: "per telefono",
    letter: "per lettera",
    form: "tramite modulo",
    in_person: "di persona",
    api: "tramite un’API",
    other: "per altra via",
  },
  identityMethod: {
    account: "Verificata mediante accesso all’account",
    email: "Verificata per posta elettronica",
    phone: "Verificata per telefono",
    document: "Verificata con un documento, di cui non è stato conservato nulla",
    not_needed: "Nessuna verifica necessaria",
    other: "Verificata in altro modo",
  },
  denialGround: {
    identity_not_proven: "non è stato possibile accertare l’identità della persona",
    legal_obligation: "il trattamento è necessario per l’adempimento di un obbligo legale",
    legal_claims:
      "il trattamento è necessario per l’accertamento, l’esercizio o la difesa di un diritto in sede giudiziaria",
    public_interest: "il trattamento è necessario per motivi di interesse pubblico",
    free_expression:
      "il trattamento è necessario per l’esercizio del diritto alla libertà di espressione e di informazione",
    excessive: "la richiesta è manifestamente infondata o eccessiva",
    not_found: "non sono stati trovati dati di questa persona",
    other: "altro motivo",
  },

  scope: {
    store: "Archivio",
    selection: "Portata",
    asked: "Richieste",
    erased: "Cancellate",
    absent: "Già assenti",
    notErased: "Non cancellate",
    ended: "Fine",
    deletion: (id) => `Eliminazione ${id}`,
    everything: "Tutte le voci di memoria dell’archivio",
    listed: (count) =>
      plural(
        count,
        "# voce di memoria, indicata con il suo identificativo",
        "# voci di memoria, indicate una per una con il loro identificativo",
      ),
    entities: (entities, listed) =>
      `Tutte le voci di memoria di: ${entities}${listed === 0 ? "" : plural(listed, ", e # indicata con il suo identificativo", ", e # indicate con il loro identificativo")}`,
    filter: (words) => `Voci di memoria secondo il filtro (in inglese): ${words}`,
    entity: {
      user: (value) => `utente ${value}`,
      agent: (value) => `agente ${value}`,
      app: (value) => `applicazione ${value}`,
      run: (value) => `esecuzione ${value}`,
    },
    valuesErased: "La pratica non contiene più i valori; al loro posto figurano riferimenti.",
    excluded: (count) => plural(count, "# esclusa per scelta", "# escluse per scelta"),
    keepsImmutable: "Le voci immutabili dovevano essere conservate",
    keptImmutable: (count) => plural(count, "# voce immutabile conservata", "# voci immutabili conservate"),
    failed: (count, unknown) =>
      `${plural(count, "# non riuscita", "# non riuscite")}${unknown === 0 ? "" : plural(unknown, ", di cui # non riletta", ", di cui # non rilette")}`,
    left: (count) =>
      plural(
        count,
        "# non toccata, perché cambiata o non raggiunta",
        "# non toccate, perché cambiate o non raggiunte",
      ),
    joined: (count) =>
      plural(
        count,
        "# archiviata o cambiata dopo l’anteprima e non toccata",
        "# archiviate o cambiate dopo l’anteprima e non toccate",
      ),
    storedSince: (count) =>
      plural(
        count,
        "# archiviata dopo il momento di riferimento, estranea alla cancellazione",
        "# archiviate dopo il momento di riferimento, estranee alla cancellazione",
      ),
    cutoff: (instant) =>
      `Non era richiesta la cancellazione di quanto archiviato dopo questo momento: ${instant}.`,
    status: { failed: "L’eliminazione non è riuscita.", cancelled: "L’eliminazione è stata annullata." },
  },

  places: {
    store: "Archivio",
    place: "Luogo",
    method: "Metodo",
    lookedFor: "Cercati",
    found: "Trovati",
    outcome: "Esito",
    time: "Data e ora",
    sample: "campione",
    removed: (count) => plural(count, "# riga rimossa", "# righe rimosse"),
    none: "Non è stato controllato alcun luogo.",
    note: (zone) =>
      `Tutti gli orari si riferiscono al fuso ${zone}. Un esito indica ciò che è stato constatato in quel momento e nulla su momenti successivi.`,
  },
  place: {
    memories: "Voci di memoria",
    versions: "Testi precedenti",
    search: "Ricerca nel testo",
    history: "Cronologia",
    chat_turns: "Turni di conversazione",
    entities: "Nomi estratti",
    profile: "Profili degli utenti",
  },
  method: {
    each_by_id: "Ogni voce, in base al suo identificativo",
    filter_again: "Filtro della cancellazione applicato di nuovo",
    versions_by_id: "Testi precedenti di ogni voce, in base all’identificativo",
    history_by_id: "Cronologia di ogni voce, in base all’identificativo",
    words_of_a_sample: "Ricerca di parole di un campione di testi",
    rows_of_place: "Conteggio delle righe che appartengono alla cancellazione",
    profile_by_user: "Profilo di ogni utente indicato",
  },
  outcome: {
    erased: "Cancellato, da allora non controllato",
    verified_absent: "Assenza verificata",
    residual: "Ancora archiviato",
    unsupported: "Non controllabile",
    not_checked: "Non controllato",
  },

  notCovered: {
    what: "Che cosa",
    remedy: "Che cosa occorre fare",
    intro: "Al riguardo non si certifica nulla. Quanto cancellato può trovarvisi ancora.",
    none: "Non risulta altro che contenga copie.",
    cleaned: (at, hasStatistics, hasLog) =>
      `I file della banca dati sono stati riscritti dopo la cancellazione: ${at}. Pagine e indici: riscritti. Statistiche del pianificatore delle interrogazioni: ${hasStatistics ? "riscritte" : "non comprese"}. Registro delle transazioni: ${hasLog ? "rimosso" : "non compreso"}. Copie di sicurezza: non comprese.`,
  },
  uncovered: {
    free_pages: "Spazio libero nei file della banca dati",
    wal: "Registro delle transazioni della banca dati (write-ahead log)",
    backups: "Copie di sicurezza, repliche e file temporanei della banca dati",
    store_disks: "Dischi, registri e copie di sicurezza dell’archivio",
    applications: "Applicazioni che utilizzano le voci di memoria",
    model_providers: "Fornitori di modelli di IA",
    mem0_profiles: "Profili degli utenti in Mem0",
    mem0_exports: "Esportazioni, valutazioni e schemi in Mem0",
    mem0_chat_turns: "Turni di conversazione conservati da Mem0",
  },
  remedy: {
    rewrite_files:
      "Lo spazio è liberato e viene sovrascritto solo quando è riutilizzato. Chi gestisce la banca dati può far riscrivere subito i file (in Lethe: Settings, Disk).",
    wait_for_recycling:
      "Contiene quanto scritto finché la banca dati non ne riutilizza i segmenti, il che avviene da sé con le scritture successive. Occorre attenderlo, anche dove il registro viene archiviato.",
    wait_for_expiry:
      "Contengono ciò che contenevano quando sono state create. Occorre attenderne la scadenza e ripetere la cancellazione se una di esse viene ripristinata.",
    ask_store_operator:
      "Chiedere a chi gestisce l’archivio per quanto tempo i testi cancellati vi rimangono e farsene confermare l’eliminazione.",
    tell_recipients:
      "Comunicare la cancellazione ai destinatari (secondo il RGPD: articolo 19) e farsela confermare.",
    ask_model_provider:
      "Chiedere al fornitore per quanto tempo conserva quanto gli è stato trasmesso e farsene confermare l’eliminazione.",
    delete_in_mem0: "Eliminarli in Mem0. Da qui non è possibile né farlo né controllarlo.",
  },

  people: { did: "Atto", name: "Chi", role: "Ruolo", time: "Data e ora" },
  did: {
    received: "Ha registrato la richiesta",
    checked_identity: "Ha verificato l’identità",
    requested: "Ha confermato l’eliminazione",
    approved: "Ha approvato l’eliminazione",
    issued: "Ha rilasciato il presente certificato",
  },
  role: { viewer: "Consultazione", support: "Assistenza", auditor: "Revisione", admin: "Amministrazione" },
  personKind: { member: "Membro", "api-key": "Chiave API", system: "Lethe stesso" },

  nist: {
    title: "NIST SP 800-88 Rev. 2",
    media: "Supporto",
    mediaWords: { records_of_a_service: "Record di un servizio" },
    technique: "Tecnica",
    techniqueWords: { logical_deletion: "Eliminazione logica di record" },
    tool: "Strumento",
    check: "Controllo",
    checkWords: {
      validation: "Validazione («validation»): è stato cercato ogni record",
      verification: "Verifica («verification»): è stato cercato un campione",
      none: "Nessuno",
    },
    claim: {
      neither_clear_nor_purge:
        "Sono stati eliminati record; nessun supporto è stato sanificato. Per nessun supporto si certifica «Clear» o «Purge».",
    },
  },
  ccpa: {
    title: "CCPA Regulations § 7101",
    requestOn: "Data della richiesta",
    nature: "Natura della richiesta",
    natureWords: { request_to_delete: "Richiesta di eliminazione («request to delete»)" },
    manner: "Modalità della richiesta",
    responseOn: "Data della risposta",
    response: "Natura della risposta",
    responseWords: {
      complied: "Accolta",
      complied_in_part: "Accolta in parte",
      denied: "Respinta",
      pending: "Non ancora data",
    },
    denialGround: "Motivo del rigetto",
    none: "Nessuno",
  },

  ledger: {
    number: "N.",
    event: "Evento",
    hash: "Impronta (SHA-256)",
    events: (numbers) => `Eventi ${numbers}. Le loro impronte figurano nel file allegato certificate.json.`,
    none: "Nessun evento del registro di controllo ne riferisce.",
    head: (numbered, hash) =>
      `Ultimo evento del registro di controllo al momento del rilascio: ${numbered}, ${hash}`,
    checkpoint: (size, origin, root) =>
      `Punto di controllo firmato del registro ${origin}: ${size} eventi, impronta radice ${root}`,
    note: "Il registro di controllo («ledger») è una catena di eventi in cui ciascuno reca l’impronta del precedente: se in seguito uno viene modificato, rimosso o spostato, la catena si spezza.",
  },

  signature: {
    issued: "Rilasciato",
    issuedAt: (instant, origin) => `${instant}, da ${origin}`,
    certificate: "Certificato",
    key: "Identificativo della chiave",
    fingerprint: "Impronta della chiave (SHA-256)",
    digest: "Impronta dei dati (SHA-256)",
    signature: "Firma (Ed25519)",
    intro:
      "I dati del presente certificato sono firmati nel file allegato certificate.json; queste pagine riportano gli stessi dati e sono firmate nel loro insieme.",
    notQualified:
      "Non si tratta di una firma elettronica qualificata ai sensi del regolamento (UE) n. 910/2014 (eIDAS).",
    verifyTitle: "Come verificarlo",
    verifyAt: (address) =>
      `Aprire ${address} e trascinarvi questo file. Il controllo avviene nel browser e il file non ne esce.`,
    verifyCommand:
      "Dove Lethe è installato, questo comando indica anche quali affermazioni figurano nel registro di controllo:",
    qr: "Indirizzo della verifica, con l’impronta e l’identificativo della chiave",
    asOf: "Il presente certificato riferisce quanto fatto e constatato nei momenti indicati. Non costituisce consulenza legale.",
    memory: "Una voce di memoria è una singola informazione che un agente di IA ha archiviato.",
    codePoints:
      "I caratteri invisibili, o per i quali questo documento non dispone di un glifo, sono scritti con il loro punto di codice Unicode: ‹U+202E›.",
  },
  page: (page, pages) => `Pagina ${page} di ${pages}`,

  summary: {
    title: (title, reference) => `${title}: ${reference}`,
    places: (absent, total, rest) =>
      `Controlli: assenza verificata in ${number(absent)} su ${number(total)}${rest.map((part) => `, ${part}`).join("")}.`,
    noPlaces: "Controlli: nessuno.",
    place: {
      erased: (count) =>
        plural(
          count,
          "# cancellato ma da allora non controllato",
          "# cancellati ma da allora non controllati",
        ),
      residual: (count) => plural(count, "# con dati ancora archiviati"),
      unsupported: (count) => plural(count, "# non possibile", "# non possibili"),
      not_checked: (count) => plural(count, "# non eseguito", "# non eseguiti"),
    },
    notCovered: (places) => `Non comprende: ${places.join("; ")}.`,
    nothingUncovered: "Non comprende: non risulta altro che contenga copie.",
    request: (parts) => `Richiesta: ${parts.join(", ")}.`,
    law: { gdpr: "RGPD", ccpa: "CCPA", other: "altra norma", own_policy: "politica propria" },
    received: (day) => `ricevuta in data ${day}`,
    due: (day) => `termine: ${day}`,
    answered: (day, days) =>
      `risposta in data ${day}${days === null ? "" : plural(days, " dopo # giorno", " dopo # giorni")}`,
    notAnswered: "non ancora data risposta",
    noTicket: (day) => `eliminazione in data ${day}, senza pratica`,
    certificate: (id, day, origin) =>
      `Certificato ${id}, rilasciato in data ${day} da ${origin}. Per verificarlo, aprirvi /verify e trascinarvi il file.`,
  },
};
