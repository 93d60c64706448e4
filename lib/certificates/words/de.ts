import { pluralOf, same, type CertificateWords } from "./certificate-words";

const locale = "de-DE";
const plural = pluralOf(locale);
const number = (count: number) => plural(count, "#");

const memories = (count: number) => plural(count, "# Gedächtniseintrag", "# Gedächtniseinträge");
const inStores = (count: number) => plural(count, "in # Speicher", "in # Speichern");

export const de: CertificateWords = {
  locale,
  title: {
    erased: "Löschbescheinigung",
    partial: "Bescheinigung über eine unvollständige Löschung",
    denied: "Nachweis über einen abgelehnten Löschantrag",
    not_checked: "Nachweis über eine nicht geprüfte Löschung",
  },
  verdictWord: {
    erased: "Gelöscht",
    partial: "Unvollständig",
    denied: "Abgelehnt",
    not_checked: "Nicht geprüft",
  },
  verdict: {
    erased: (count, stores) =>
      `${memories(count)} ${inStores(stores)} ${count === 1 ? "wurde" : "wurden"} gelöscht; die Prüfung aller prüfbaren Stellen hat ergeben, dass dort nichts davon mehr vorhanden ist.`,
    erasedBefore: (count, stores) =>
      `${memories(count)} ${inStores(stores)} ${count === 1 ? "war" : "waren"} bei Beginn der Löschung nicht mehr vorhanden; die Prüfung aller prüfbaren Stellen hat ergeben, dass dort nichts davon vorhanden ist.`,
    partial: (erased, total, stores) =>
      `Die Löschung ist unvollständig: ${number(erased)} von ${plural(total, "# Gedächtniseintrag", "# Gedächtniseinträgen")} ${inStores(stores)} ${erased === 1 ? "wurde" : "wurden"} gelöscht, und nicht alles konnte abgeschlossen oder geprüft werden.`,
    partialNothing: "Die Löschung ist unvollständig: Es wurde nichts gelöscht.",
    reasons: (reasons) => `Gründe: ${reasons.join("; ")}.`,
    denied: (ground) =>
      `Der Antrag auf Löschung wurde abgelehnt${ground === null ? "" : `. Grund: ${ground}`}.`,
    deniedNothing: "Es wurde kein Gedächtniseintrag gelöscht.",
    notChecked: (count, stores) =>
      `Die Löschung ist nicht geprüft: ${memories(count)} ${inStores(stores)} ${count === 1 ? "wurde" : "wurden"} als gelöscht gemeldet; ob ${count === 1 ? "er" : "sie"} tatsächlich nicht mehr vorhanden ${count === 1 ? "ist" : "sind"}, wurde nicht geprüft.`,
    notCheckedNothing: "Es wurde nichts gelöscht und nichts geprüft.",
    found: (found, kept) =>
      kept === 0
        ? `Die Suche nach der Person hatte ${plural(found, "# Gedächtniseintrag", "# Gedächtniseinträge")} gefunden; keiner wurde ausgelassen.`
        : `Von ${plural(found, "# Gedächtniseintrag, den", "# Gedächtniseinträgen, die")} die Suche nach der Person gefunden hatte, ${plural(kept, "wurde # nicht ausgewählt und nicht gelöscht", "wurden # nicht ausgewählt und nicht gelöscht")}.`,
    absentBefore: (count) =>
      plural(
        count,
        "# weiterer war bereits nicht mehr vorhanden.",
        "# weitere waren bereits nicht mehr vorhanden.",
      ),
  },
  reason: {
    residual: {
      some: "Gedächtniseinträge sind noch gespeichert",
      one: "# Gedächtniseintrag ist noch gespeichert",
      other: "# Gedächtniseinträge sind noch gespeichert",
    },
    failed: {
      some: "Gedächtniseinträge konnten nicht gelöscht werden",
      one: "# Gedächtniseintrag konnte nicht gelöscht werden",
      other: "# Gedächtniseinträge konnten nicht gelöscht werden",
    },
    not_read_back: {
      some: "Gedächtniseinträge konnten nicht zurückgelesen werden und sind möglicherweise noch gespeichert",
      one: "# Gedächtniseintrag konnte nicht zurückgelesen werden und ist möglicherweise noch gespeichert",
      other:
        "# Gedächtniseinträge konnten nicht zurückgelesen werden und sind möglicherweise noch gespeichert",
    },
    changed_since_preview: {
      some: "Gedächtniseinträge wurden seit der Vorschau geändert und daher nicht gelöscht",
      one: "# Gedächtniseintrag wurde seit der Vorschau geändert und daher nicht gelöscht",
      other: "# Gedächtniseinträge wurden seit der Vorschau geändert und daher nicht gelöscht",
    },
    kept_immutable: {
      some: "unveränderliche Gedächtniseinträge blieben erhalten",
      one: "# unveränderlicher Gedächtniseintrag blieb erhalten",
      other: "# unveränderliche Gedächtniseinträge blieben erhalten",
    },
    kept: {
      some: "Gedächtniseinträge blieben erhalten",
      one: "# Gedächtniseintrag blieb erhalten",
      other: "# Gedächtniseinträge blieben erhalten",
    },
    unreadable: {
      some: "Gedächtniseinträge im Speicher waren nicht lesbar",
      one: "# Gedächtniseintrag im Speicher war nicht lesbar",
      other: "# Gedächtniseinträge im Speicher waren nicht lesbar",
    },
    place_not_checked: {
      some: "Stellen wurden nicht geprüft",
      one: "# Stelle wurde nicht geprüft",
      other: "# Stellen wurden nicht geprüft",
    },
    copies_remain: {
      some: "es bestehen noch Kopien",
      one: "es besteht noch # Kopie",
      other: "es bestehen noch # Kopien",
    },
    copies_removed_unverified: {
      some: "Kopien wurden entfernt, ohne dass dies geprüft wurde",
      one: "# Kopie wurde entfernt, ohne dass dies geprüft wurde",
      other: "# Kopien wurden entfernt, ohne dass dies geprüft wurde",
    },
    stopped_before_anything: {
      some: "ein Löschvorgang endete, bevor etwas gelöscht war",
      one: "ein Löschvorgang über # Gedächtniseintrag endete, bevor etwas gelöscht war",
      other: "ein Löschvorgang über # Gedächtniseinträge endete, bevor etwas gelöscht war",
    },
    request_denied_in_part: {
      some: "der Antrag wurde teilweise abgelehnt",
      one: "der Antrag wurde in # Punkt abgelehnt",
      other: "der Antrag wurde in # Punkten abgelehnt",
    },
    found_again: {
      some: "eine spätere Suche fand erneut Gedächtniseinträge der Person oder über sie",
      one: "eine spätere Suche fand # Gedächtniseintrag der Person",
      other: "eine spätere Suche fand # Gedächtniseinträge der Person",
    },
    request_reopened: same("der Antrag wurde wieder aufgenommen und ist nicht beantwortet"),
    stopped_early: same("ein Löschvorgang wurde vor seinem Ende abgebrochen"),
    store_not_searched: {
      some: "Speicher konnten nicht nach der Person durchsucht werden",
      one: "# Speicher konnte nicht nach der Person durchsucht werden",
      other: "# Speicher konnten nicht nach der Person durchsucht werden",
    },
    nothing_to_erase: same(
      "von dem, was gelöscht werden sollte, war bei Beginn der Löschung nichts gespeichert",
    ),
  },
  memories,
  stores: (count) => plural(count, "# Speicher"),

  sections: {
    request: "Antrag",
    scope: "Gegenstand der Löschung",
    places: "Prüfung nach der Löschung",
    notCovered: "Von dieser Bescheinigung nicht erfasst",
    people: "Beteiligte",
    standards: "Angaben nach Normen und Vorschriften",
    ledger: "Stelle im Prüfprotokoll",
    signature: "Signatur",
  },

  request: {
    reference: "Aktenzeichen",
    deletion: "Löschvorgang",
    ticket: "Vorgang",
    law: "Rechtsgrundlage",
    nature: "Gegenstand",
    erasure: "Antrag auf Löschung personenbezogener Daten",
    received: "Eingegangen",
    receivedOn: (day, by) => (by === null ? day : `${day}, ${by}`),
    acknowledged: "Eingang bestätigt",
    acknowledgedOn: (day, due) => (due === null ? day : `${day} (Frist: ${due})`),
    notAcknowledged: (due) => `Nicht bestätigt (Frist: ${due})`,
    due: "Antwortfrist",
    extended: (due, noticed) => `${due}, verlängert durch Mitteilung vom ${noticed}`,
    erasedOn: "Löschung beendet",
    answered: "Beantwortet",
    answeredOn: (day, days) =>
      `${day}${days === null ? "" : plural(days, ", # Tag nach Eingang", ", # Tage nach Eingang")}`,
    notAnswered: (days) =>
      days === null
        ? "Bei Ausstellung noch nicht beantwortet"
        : plural(
            days,
            "Bei Ausstellung, # Tag nach Eingang, noch nicht beantwortet",
            "Bei Ausstellung, # Tage nach Eingang, noch nicht beantwortet",
          ),
    identity: "Identität",
    identityUnchecked: "Nicht geprüft",
    identityChecked: (method, day) => `${method}, ${day}`,
    denialGround: "Ablehnungsgrund",
    subject: "Betroffene Person",
    subjectErased: "Namen und Kennungen der Person sind im Vorgang nicht mehr vorhanden.",
    subjectUnnamed: "Im Vorgang ist keine Person genannt.",
    references:
      "Anstelle von Namen und Kennungen stehen mit einem Schlüssel gebildete Referenzen. Der Verantwortliche kann zu einem Namen oder einer Kennung, die jemand vorlegt, die Referenz berechnen und so feststellen, ob diese Person gemeint ist.",
  },
  law: {
    gdpr: "Datenschutz-Grundverordnung, Verordnung (EU) 2016/679 (DSGVO), Artikel 17",
    ccpa: "California Consumer Privacy Act (CCPA), Civil Code § 1798.105",
    other: "Andere Rechtsvorschrift",
    own_policy: "Eigene Richtlinie des Verantwortlichen",
  },
  receivedBy: {
    email: "per E-Mail",
    phone: "telefonisch",
    letter: "per Brief",
    form: "über ein Formular",
    in_person: "persönlich",
    api: "über eine API",
    other: "auf anderem Weg",
  },
  identityMethod: {
    account: "Geprüft durch Anmeldung am Konto",
    email: "Geprüft per E-Mail",
    phone: "Geprüft per Telefon",
    document: "Geprüft anhand eines Dokuments, von dem nichts aufbewahrt wurde",
    not_needed: "Keine Prüfung erforderlich",
    other: "Auf andere Weise geprüft",
  },
  denialGround: {
    identity_not_proven: "Die Identität der Person konnte nicht festgestellt werden",
    legal_obligation: "Die Verarbeitung ist zur Erfüllung einer rechtlichen Verpflichtung erforderlich",
    legal_claims:
      "Die Verarbeitung ist zur Geltendmachung, Ausübung oder Verteidigung von Rechtsansprüchen erforderlich",
    public_interest: "Die Verarbeitung ist aus Gründen des öffentlichen Interesses erforderlich",
    free_expression:
      "Die Verarbeitung ist zur Ausübung des Rechts auf freie Meinungsäußerung und Information erforderlich",
    excessive: "Der Antrag ist offenkundig unbegründet oder exzessiv",
    not_found: "Zu dieser Person wurden keine Daten gefunden",
    other: "Anderer Grund",
  },

  scope: {
    store: "Speicher",
    selection: "Umfang",
    asked: "Beantragt",
    erased: "Gelöscht",
    absent: "Fehlte bereits",
    notErased: "Nicht gelöscht",
    ended: "Beendet",
    deletion: (id) => `Löschvorgang ${id}`,
    everything: "Alle Gedächtniseinträge des Speichers",
    listed: (count) =>
      plural(
        count,
        "# Gedächtniseintrag, mit seiner Kennung aufgeführt",
        "# Gedächtniseinträge, einzeln mit ihrer Kennung aufgeführt",
      ),
    entities: (entities, listed) =>
      `Alle Gedächtniseinträge von ${entities}${listed === 0 ? "" : plural(listed, " sowie # mit seiner Kennung aufgeführter", " sowie # einzeln mit ihrer Kennung aufgeführte")}`,
    filter: (words) => `Gedächtniseinträge nach dem Filter (englisch): ${words}`,
    entity: {
      user: (value) => `Nutzer ${value}`,
      agent: (value) => `Agent ${value}`,
      app: (value) => `Anwendung ${value}`,
      run: (value) => `Lauf ${value}`,
    },
    valuesErased: "Die Werte sind im Vorgang nicht mehr vorhanden; an ihrer Stelle stehen Referenzen.",
    excluded: (count) => plural(count, "# bewusst ausgenommen"),
    keepsImmutable: "Unveränderliche Gedächtniseinträge sollten bleiben",
    keptImmutable: (count) =>
      plural(count, "# unveränderlicher Eintrag erhalten", "# unveränderliche Einträge erhalten"),
    failed: (count, unknown) =>
      `${plural(count, "# fehlgeschlagen")}${unknown === 0 ? "" : plural(unknown, ", davon # nicht zurückgelesen")}`,
    left: (count) => plural(count, "# belassen, da geändert oder nicht erreicht"),
    joined: (count) => plural(count, "# seit der Vorschau gespeichert oder geändert und belassen"),
    storedSince: (count) =>
      plural(count, "# nach dem Stichzeitpunkt gespeichert und nicht Teil der Löschung"),
    cutoff: (instant) =>
      `Nicht beantragt war die Löschung dessen, was nach dem ${instant} gespeichert wurde.`,
    status: {
      failed: "Der Löschvorgang ist fehlgeschlagen.",
      cancelled: "Der Löschvorgang wurde abgebrochen.",
    },
  },

  places: {
    store: "Speicher",
    place: "Stelle",
    method: "Verfahren",
    lookedFor: "Gesucht",
    found: "Gefunden",
    outcome: "Ergebnis",
    time: "Zeitpunkt",
    sample: "Stichprobe",
    removed: (count) => plural(count, "# Zeile entfernt", "# Zeilen entfernt"),
    none: "Es wurde keine Stelle geprüft.",
    note: (zone) =>
      `Alle Zeiten in der Zeitzone ${zone}. Ein Ergebnis besagt, was zu diesem Zeitpunkt festgestellt wurde, und nichts über spätere Zeiten.`,
  },
  place: {
    memories: "Einträge",
    versions: "Frühere Texte",
    search: "Textsuche",
    history: "Änderungsverlauf",
    chat_turns: "Gesprächsbeiträge",
    entities: "Erkannte Namen",
    profile: "Nutzerprofile",
  },
  method: {
    each_by_id: "Jeder Eintrag anhand seiner Kennung",
    filter_again: "Filter der Löschung erneut angewendet",
    versions_by_id: "Frühere Texte jedes Eintrags anhand der Kennung",
    history_by_id: "Änderungsverlauf jedes Eintrags anhand der Kennung",
    words_of_a_sample: "Suche nach Wörtern einer Stichprobe von Texten",
    rows_of_place: "Zählung der Zeilen, die zur Löschung gehören",
    profile_by_user: "Profil jedes genannten Nutzers",
  },
  outcome: {
    erased: "Gelöscht, seither nicht geprüft",
    verified_absent: "Geprüft, nicht vorhanden",
    residual: "Noch gespeichert",
    unsupported: "Nicht prüfbar",
    not_checked: "Nicht geprüft",
  },

  notCovered: {
    what: "Was",
    remedy: "Was dazu zu tun ist",
    intro: "Hierzu wird nichts bescheinigt. Gelöschtes kann dort noch vorhanden sein.",
    none: "Es ist nichts bekannt, was sonst noch Kopien enthält.",
    cleaned: (at, hasStatistics, hasLog) =>
      `Die Dateien der Datenbank wurden nach der Löschung neu geschrieben: ${at}. Seiten und Indizes: neu geschrieben. Statistiken des Abfrageplaners: ${hasStatistics ? "neu geschrieben" : "nicht erfasst"}. Transaktionsprotokoll: ${hasLog ? "entfernt" : "nicht erfasst"}. Sicherungskopien: nicht erfasst.`,
  },
  uncovered: {
    free_pages: "Freier Platz in den Dateien der Datenbank",
    wal: "Transaktionsprotokoll der Datenbank (Write-Ahead-Log)",
    backups: "Sicherungen, Replikate, temporäre Dateien",
    store_disks: "Datenträger, Protokolle und Sicherungskopien des Speichers",
    applications: "Anwendungen, die die Gedächtniseinträge verwenden",
    model_providers: "Anbieter der KI-Modelle",
    mem0_profiles: "Nutzerprofile in Mem0",
    mem0_exports: "Exporte, Feedback und Muster-Einträge in Mem0",
    mem0_chat_turns: "Von Mem0 aufbewahrte Gesprächsbeiträge",
  },
  remedy: {
    rewrite_files:
      "Der Platz ist freigegeben und wird erst überschrieben, wenn er wieder belegt wird. Der Betreiber der Datenbank kann die Dateien sofort neu schreiben lassen (in Lethe: Settings, Disk).",
    wait_for_recycling:
      "Es enthält Geschriebenes, bis die Datenbank die Segmente wiederverwendet; das geschieht von selbst, wenn weiter geschrieben wird. Dies ist abzuwarten, auch dort, wo das Protokoll archiviert wird.",
    wait_for_expiry:
      "Sie enthalten, was sie bei ihrer Erstellung enthielten. Ihr Ablauf ist abzuwarten; wird eine davon eingespielt, ist die Löschung zu wiederholen.",
    ask_store_operator:
      "Den Betreiber des Speichers fragen, wie lange gelöschte Texte dort bleiben, und sich deren Löschung bestätigen lassen.",
    tell_recipients:
      "Den Empfängern die Löschung mitteilen (nach der DSGVO: Artikel 19) und sie sich bestätigen lassen.",
    ask_model_provider:
      "Den Anbieter fragen, wie lange er Übermitteltes aufbewahrt, und sich dessen Löschung bestätigen lassen.",
    delete_in_mem0: "In Mem0 löschen. Von hier aus lässt sich das weder tun noch prüfen.",
  },

  people: { did: "Handlung", name: "Wer", role: "Rolle", time: "Zeitpunkt" },
  did: {
    received: "Hat den Antrag erfasst",
    checked_identity: "Hat die Identität geprüft",
    requested: "Hat die Löschung bestätigt",
    approved: "Hat die Löschung freigegeben",
    issued: "Hat diese Bescheinigung ausgestellt",
  },
  role: { viewer: "Einsicht", support: "Support", auditor: "Prüfung", admin: "Verwaltung" },
  personKind: { member: "Mitglied", "api-key": "API-Schlüssel", system: "Lethe selbst" },

  nist: {
    title: "NIST SP 800-88 Rev. 2",
    media: "Datenträger",
    mediaWords: { records_of_a_service: "Datensätze eines Dienstes" },
    technique: "Technik",
    techniqueWords: { logical_deletion: "Logische Löschung von Datensätzen" },
    tool: "Werkzeug",
    check: "Prüfung",
    checkWords: {
      validation: "Validierung („validation“): nach jedem Datensatz gesucht",
      verification: "Verifizierung („verification“): nach einer Stichprobe gesucht",
      none: "Keine",
    },
    claim: {
      neither_clear_nor_purge:
        "Gelöscht wurden Datensätze; kein Datenträger wurde bereinigt. Für keinen Datenträger wird „Clear“ oder „Purge“ bescheinigt.",
    },
  },
  ccpa: {
    title: "CCPA Regulations § 7101",
    requestOn: "Datum des Antrags",
    nature: "Art des Antrags",
    natureWords: { request_to_delete: "Antrag auf Löschung („request to delete“)" },
    manner: "Weg des Antrags",
    responseOn: "Datum der Antwort",
    response: "Art der Antwort",
    responseWords: {
      complied: "Vollständig entsprochen",
      complied_in_part: "Teilweise entsprochen",
      denied: "Abgelehnt",
      pending: "Noch keine Antwort",
    },
    denialGround: "Grund der Ablehnung",
    none: "Keiner",
  },

  ledger: {
    number: "Nr.",
    event: "Ereignis",
    hash: "Hashwert (SHA-256)",
    events: (numbers) =>
      `Ereignisse ${numbers}. Ihre Hashwerte stehen in der beigefügten Datei certificate.json.`,
    none: "Kein Ereignis des Prüfprotokolls berichtet davon.",
    head: (numbered, hash) => `Letztes Ereignis des Prüfprotokolls bei Ausstellung: ${numbered}, ${hash}`,
    checkpoint: (size, origin, root) =>
      `Signierter Prüfpunkt des Protokolls ${origin}: ${size} Ereignisse, Wurzel-Hashwert ${root}`,
    note: "Das Prüfprotokoll („Ledger“) ist eine Kette von Ereignissen, in der jedes den Hashwert des vorigen trägt: Wird eines nachträglich geändert, entfernt oder verschoben, reißt die Kette.",
  },

  signature: {
    issued: "Ausgestellt",
    issuedAt: (instant, origin) => `${instant}, von ${origin}`,
    certificate: "Bescheinigung",
    key: "Schlüsselkennung",
    fingerprint: "Fingerabdruck des Schlüssels (SHA-256)",
    digest: "Hashwert der Angaben (SHA-256)",
    signature: "Signatur (Ed25519)",
    intro:
      "Die Angaben dieser Bescheinigung sind als beigefügte Datei certificate.json signiert; diese Seiten geben dieselben Angaben wieder und sind als Ganzes signiert.",
    notQualified:
      "Dies ist keine qualifizierte elektronische Signatur im Sinne der Verordnung (EU) Nr. 910/2014 (eIDAS).",
    verifyTitle: "So wird sie geprüft",
    verifyAt: (address) =>
      `${address} öffnen und diese Datei dort ablegen. Sie wird im Browser geprüft und verlässt ihn nicht.`,
    verifyCommand:
      "Wo Lethe installiert ist, zeigt dieser Befehl auch, welche Angaben im Prüfprotokoll stehen:",
    qr: "Adresse der Prüfung mit Hashwert und Schlüsselkennung",
    asOf: "Diese Bescheinigung gibt wieder, was zu den genannten Zeiten getan und festgestellt wurde. Sie ist keine Rechtsberatung.",
    memory: "Ein Gedächtniseintrag ist eine einzelne Angabe, die ein KI-Agent gespeichert hat.",
    codePoints:
      "Zeichen, die unsichtbar sind oder für die dieses Dokument kein Schriftzeichen hat, stehen als Unicode-Codepunkt: ‹U+202E›.",
  },
  page: (page, pages) => `Seite ${page} von ${pages}`,

  summary: {
    title: (title, reference) => `${title}: ${reference}`,
    places: (absent, total, rest) =>
      `Prüfung: ${number(absent)} von ${plural(total, "# Prüfung", "# Prüfungen")} mit dem Ergebnis „nicht vorhanden“${rest.map((part) => `, ${part}`).join("")}.`,
    noPlaces: "Prüfung: keine.",
    place: {
      erased: (count) => plural(count, "# gelöscht, seither nicht geprüft"),
      residual: (count) => plural(count, "# mit noch Gespeichertem"),
      unsupported: (count) => plural(count, "# nicht möglich"),
      not_checked: (count) => plural(count, "# nicht durchgeführt"),
    },
    notCovered: (places) => `Nicht erfasst: ${places.join("; ")}.`,
    nothingUncovered: "Nicht erfasst: Es ist nichts bekannt, was sonst noch Kopien enthält.",
    request: (parts) => `Antrag: ${parts.join(", ")}.`,
    law: { gdpr: "DSGVO", ccpa: "CCPA", other: "andere Rechtsvorschrift", own_policy: "eigene Richtlinie" },
    received: (day) => `eingegangen am ${day}`,
    due: (day) => `Frist ${day}`,
    answered: (day, days) =>
      `beantwortet am ${day}${days === null ? "" : plural(days, " nach # Tag", " nach # Tagen")}`,
    notAnswered: "noch nicht beantwortet",
    noTicket: (day) => `Löschvorgang vom ${day}, ohne Antrag`,
    certificate: (id, day, origin) =>
      `Bescheinigung ${id}, ausgestellt am ${day} von ${origin}. Zur Prüfung dort /verify öffnen und die Datei ablegen.`,
  },
};
