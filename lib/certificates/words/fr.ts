import { pluralOf, same, type CertificateWords } from "./certificate-words";

const locale = "fr-FR";
const plural = pluralOf(locale);
const number = (count: number) => plural(count, "#");
// 0 and 1 are singular in French, and so is their verb.
const isSingular = (count: number) => count < 2;

const memories = (count: number) => plural(count, "# entrée de mémoire", "# entrées de mémoire");
const inStores = (count: number) => plural(count, "dans # espace de stockage", "dans # espaces de stockage");

export const fr: CertificateWords = {
  locale,
  title: {
    erased: "Certificat d’effacement",
    partial: "Certificat d’effacement partiel",
    denied: "Attestation de refus d’une demande d’effacement",
    not_checked: "Attestation d’un effacement non vérifié",
  },
  verdictWord: { erased: "Effacé", partial: "Partiel", denied: "Refusé", not_checked: "Non vérifié" },
  verdict: {
    erased: (count, stores) =>
      `${memories(count)} ${inStores(stores)} ${isSingular(count) ? "a été effacée" : "ont été effacées"}, et il a été vérifié qu’il n’en reste rien à aucun des emplacements vérifiables.`,
    erasedBefore: (count, stores) =>
      `${memories(count)} ${inStores(stores)} ${isSingular(count) ? "était déjà absente" : "étaient déjà absentes"} au début de l’effacement, et il a été vérifié qu’il n’en reste rien à aucun des emplacements vérifiables.`,
    partial: (erased, total, stores) =>
      `L’effacement est partiel\u00a0: ${number(erased)} sur ${memories(total)} ${inStores(stores)} ${isSingular(erased) ? "a été effacée" : "ont été effacées"}, et tout n’a pas pu être achevé ou vérifié.`,
    partialNothing: "L’effacement est partiel\u00a0: rien n’a été effacé.",
    reasons: (reasons) => `Motifs\u00a0: ${reasons.join("\u202f; ")}.`,
    denied: (ground) =>
      `La demande d’effacement a été refusée${ground === null ? "" : `. Motif\u00a0: ${ground}`}.`,
    deniedNothing: "Aucune entrée de mémoire n’a été effacée.",
    notChecked: (count, stores) =>
      `L’effacement n’est pas vérifié\u00a0: ${memories(count)} ${inStores(stores)} ${isSingular(count) ? "a été signalée comme effacée" : "ont été signalées comme effacées"}, sans qu’il ait été vérifié ${isSingular(count) ? "qu’elle a" : "qu’elles ont"} bien disparu.`,
    notCheckedNothing: "Rien n’a été effacé et rien n’a été vérifié.",
    found: (found, kept) =>
      kept === 0
        ? `La recherche sur la personne avait trouvé ${memories(found)} ; aucune n’a été laissée de côté.`
        : `La recherche sur la personne avait trouvé ${memories(found)}, dont ${plural(kept, "# n’a pas été retenue et n’a pas été effacée", "# n’ont pas été retenues et n’ont pas été effacées")}.`,
    absentBefore: (count) => plural(count, "# autre était déjà absente.", "# autres étaient déjà absentes."),
  },
  reason: {
    residual: {
      some: "des entrées de mémoire sont encore stockées",
      one: "# entrée de mémoire est encore stockée",
      other: "# entrées de mémoire sont encore stockées",
    },
    failed: {
      some: "des entrées de mémoire n’ont pas pu être effacées",
      one: "# entrée de mémoire n’a pas pu être effacée",
      other: "# entrées de mémoire n’ont pas pu être effacées",
    },
    not_read_back: {
      some: "des entrées de mémoire n’ont pas pu être relues et sont peut-être encore stockées",
      one: "# entrée de mémoire n’a pas pu être relue et est peut-être encore stockée",
      other: "# entrées de mémoire n’ont pas pu être relues et sont peut-être encore stockées",
    },
    changed_since_preview: {
      some: "des entrées de mémoire ont changé depuis l’aperçu et n’ont pas été touchées",
      one: "# entrée de mémoire a changé depuis l’aperçu et n’a pas été touchée",
      other: "# entrées de mémoire ont changé depuis l’aperçu et n’ont pas été touchées",
    },
    kept_immutable: {
      some: "des entrées de mémoire immuables ont été conservées",
      one: "# entrée de mémoire immuable a été conservée",
      other: "# entrées de mémoire immuables ont été conservées",
    },
    kept: {
      some: "des entrées de mémoire ont été conservées",
      one: "# entrée de mémoire a été conservée",
      other: "# entrées de mémoire ont été conservées",
    },
    unreadable: {
      some: "des entrées de mémoire de l’espace de stockage n’ont pas pu être lues",
      one: "# entrée de mémoire de l’espace de stockage n’a pas pu être lue",
      other: "# entrées de mémoire de l’espace de stockage n’ont pas pu être lues",
    },
    place_not_checked: {
      some: "des emplacements n’ont pas été vérifiés",
      one: "# emplacement n’a pas été vérifié",
      other: "# emplacements n’ont pas été vérifiés",
    },
    copies_remain: {
      some: "des copies subsistent",
      one: "# copie subsiste",
      other: "# copies subsistent",
    },
    copies_removed_unverified: {
      some: "des copies ont été supprimées, sans que cela ait été vérifié",
      one: "# copie a été supprimée, sans que cela ait été vérifié",
      other: "# copies ont été supprimées, sans que cela ait été vérifié",
    },
    stopped_before_anything: {
      some: "une suppression a pris fin avant d’avoir rien effacé",
      one: "une suppression de # entrée de mémoire a pris fin avant d’avoir rien effacé",
      other: "une suppression de # entrées de mémoire a pris fin avant d’avoir rien effacé",
    },
    request_denied_in_part: {
      some: "la demande a été refusée en partie",
      one: "la demande a été refusée sur # point",
      other: "la demande a été refusée sur # points",
    },
    found_again: {
      some: "une recherche ultérieure a de nouveau trouvé des entrées de mémoire de la personne ou à son sujet",
      one: "une recherche ultérieure a trouvé # entrée de mémoire de la personne",
      other: "une recherche ultérieure a trouvé # entrées de mémoire de la personne",
    },
    request_reopened: same("la demande a été rouverte et n’a pas encore reçu de réponse"),
    stopped_early: same("une suppression a été interrompue avant son terme"),
    store_not_searched: {
      some: "des espaces de stockage n’ont pas pu être interrogés au sujet de la personne",
      one: "# espace de stockage n’a pas pu être interrogé au sujet de la personne",
      other: "# espaces de stockage n’ont pas pu être interrogés au sujet de la personne",
    },
    nothing_to_erase: same("rien de ce qui était demandé n’était stocké au début de l’effacement"),
  },
  memories,
  stores: (count) => plural(count, "# espace de stockage", "# espaces de stockage"),

  sections: {
    request: "La demande",
    scope: "Objet de l’effacement",
    places: "Vérifications après l’effacement",
    notCovered: "Ce que ce certificat ne couvre pas",
    people: "Intervenants",
    standards: "Mentions prévues par les normes et règlements",
    ledger: "Place dans le registre d’audit",
    signature: "Signature",
  },

  request: {
    reference: "Référence",
    deletion: "Suppression",
    ticket: "Dossier",
    law: "Fondement juridique",
    nature: "Nature",
    erasure: "Demande d’effacement de données à caractère personnel",
    received: "Reçue",
    receivedOn: (day, by) => (by === null ? day : `${day}, ${by}`),
    acknowledged: "Accusé de réception",
    acknowledgedOn: (day, due) => (due === null ? day : `${day} (échéance\u00a0: ${due})`),
    notAcknowledged: (due) => `Non envoyé (échéance\u00a0: ${due})`,
    due: "Délai de réponse",
    extended: (due, noticed) => `${due}, prolongé par notification du ${noticed}`,
    erasedOn: "Fin de l’effacement",
    answered: "Réponse",
    answeredOn: (day, days) =>
      `${day}${days === null ? "" : plural(days, ", # jour après réception", ", # jours après réception")}`,
    notAnswered: (days) =>
      days === null
        ? "Pas encore donnée lors de la délivrance"
        : plural(
            days,
            "Pas encore donnée lors de la délivrance, # jour après réception",
            "Pas encore donnée lors de la délivrance, # jours après réception",
          ),
    identity: "Identité",
    identityUnchecked: "Non vérifiée",
    identityChecked: (method, day) => `${method}, ${day}`,
    denialGround: "Motif du refus",
    subject: "Personne concernée",
    subjectErased: "Le dossier ne contient plus les noms et identifiants de la personne.",
    subjectUnnamed: "Aucune personne n’est désignée dans le dossier.",
    references:
      "Les noms et identifiants sont remplacés par des références calculées avec une clé secrète. Le responsable du traitement peut calculer la référence d’un nom ou d’un identifiant qui lui est présenté, et établir ainsi s’il s’agit de cette personne.",
  },
  law: {
    gdpr: "Règlement général sur la protection des données (UE) 2016/679 (RGPD), article 17",
    ccpa: "California Consumer Privacy Act (CCPA), Civil Code § 1798.105",
    other: "Autre texte",
    own_policy: "Politique propre du responsable du traitement",
  },
  receivedBy: {
    email: "par courriel",
    phone: "par téléphone",
    letter: "par courrier",
    form: "par formulaire",
    in_person: "en personne",
    api: "par une API",
    other: "par une autre voie",
  },
  identityMethod: {
    account: "Vérifiée par connexion au compte",
    email: "Vérifiée par courriel",
    phone: "Vérifiée par téléphone",
    document: "Vérifiée au moyen d’un document, dont rien n’a été conservé",
    not_needed: "Aucune vérification nécessaire",
    other: "Vérifiée d’une autre manière",
  },
  denialGround: {
    identity_not_proven: "l’identité de la personne n’a pas pu être établie",
    legal_obligation: "le traitement est nécessaire pour respecter une obligation légale",
    legal_claims:
      "le traitement est nécessaire à la constatation, à l’exercice ou à la défense de droits en justice",
    public_interest: "le traitement est nécessaire pour des motifs d’intérêt public",
    free_expression:
      "le traitement est nécessaire à l’exercice du droit à la liberté d’expression et d’information",
    excessive: "la demande est manifestement infondée ou excessive",
    not_found: "aucune donnée de cette personne n’a été trouvée",
    other: "autre motif",
  },

  scope: {
    store: "Espace de stockage",
    selection: "Étendue",
    asked: "Demandé",
    erased: "Effacé",
    absent: "Déjà absent",
    notErased: "Non effacé",
    ended: "Fin",
    deletion: (id) => `Suppression ${id}`,
    everything: "Toutes les entrées de mémoire de l’espace de stockage",
    listed: (count) =>
      plural(
        count,
        "# entrée de mémoire, désignée par son identifiant",
        "# entrées de mémoire, désignées une à une par leur identifiant",
      ),
    entities: (entities, listed) =>
      `Toutes les entrées de mémoire de ${entities}${listed === 0 ? "" : plural(listed, ", et # désignée par son identifiant", ", et # désignées par leur identifiant")}`,
    filter: (words) => `Entrées de mémoire répondant au filtre (en anglais)\u00a0: ${words}`,
    entity: {
      user: (value) => `l’utilisateur ${value}`,
      agent: (value) => `l’agent ${value}`,
      app: (value) => `l’application ${value}`,
      run: (value) => `l’exécution ${value}`,
    },
    valuesErased: "Le dossier ne contient plus les valeurs\u202f; des références les remplacent.",
    excluded: (count) => plural(count, "# exclue par choix", "# exclues par choix"),
    keepsImmutable: "Les entrées immuables devaient être conservées",
    keptImmutable: (count) => plural(count, "# entrée immuable conservée", "# entrées immuables conservées"),
    failed: (count, unknown) =>
      `${plural(count, "# échec", "# échecs")}${unknown === 0 ? "" : plural(unknown, ", dont # non relue", ", dont # non relues")}`,
    left: (count) =>
      plural(
        count,
        "# laissée telle quelle, modifiée ou non atteinte",
        "# laissées telles quelles, modifiées ou non atteintes",
      ),
    joined: (count) =>
      plural(
        count,
        "# stockée ou modifiée depuis l’aperçu, laissée telle quelle",
        "# stockées ou modifiées depuis l’aperçu, laissées telles quelles",
      ),
    storedSince: (count) =>
      plural(
        count,
        "# stockée après l’instant de référence, hors de cet effacement",
        "# stockées après l’instant de référence, hors de cet effacement",
      ),
    cutoff: (instant) => `L’effacement ne portait pas sur ce qui a été stocké après le ${instant}.`,
    status: { failed: "La suppression a échoué.", cancelled: "La suppression a été annulée." },
  },

  places: {
    store: "Espace de stockage",
    place: "Emplacement",
    method: "Méthode",
    lookedFor: "Cherché",
    found: "Trouvé",
    outcome: "Résultat",
    time: "Date et heure",
    sample: "échantillon",
    removed: (count) => plural(count, "# ligne supprimée", "# lignes supprimées"),
    none: "Aucun emplacement n’a été vérifié.",
    note: (zone) =>
      `Toutes les heures sont celles du fuseau ${zone}. Un résultat indique ce qui a été constaté à ce moment, et rien de ce qui a suivi.`,
  },
  place: {
    memories: "Entrées de mémoire",
    versions: "Textes antérieurs",
    search: "Recherche de texte",
    history: "Historique",
    chat_turns: "Tours de conversation",
    entities: "Noms extraits",
    profile: "Profils d’utilisateurs",
  },
  method: {
    each_by_id: "Chaque entrée, par son identifiant",
    filter_again: "Filtre de l’effacement appliqué de nouveau",
    versions_by_id: "Textes antérieurs de chaque entrée, par identifiant",
    history_by_id: "Historique de chaque entrée, par identifiant",
    words_of_a_sample: "Recherche de mots d’un échantillon de textes",
    rows_of_place: "Décompte des lignes relevant de la suppression",
    profile_by_user: "Profil de chaque utilisateur nommé",
  },
  outcome: {
    erased: "Effacé, non vérifié depuis",
    verified_absent: "Absence vérifiée",
    residual: "Encore stocké",
    unsupported: "Non vérifiable",
    not_checked: "Non vérifié",
  },

  notCovered: {
    what: "Quoi",
    remedy: "Ce qu’il y a lieu de faire",
    intro: "Rien n’est attesté à leur sujet. Ce qui a été effacé peut encore s’y trouver.",
    none: "Aucun autre emplacement n’est connu pour contenir des copies.",
    cleaned: (at, hasStatistics, hasLog) =>
      `Les fichiers de la base de données ont été réécrits après l’effacement\u00a0: ${at}. Pages et index\u00a0: réécrits. Statistiques du planificateur de requêtes\u00a0: ${hasStatistics ? "réécrites" : "non couvertes"}. Journal des transactions\u00a0: ${hasLog ? "supprimé" : "non couvert"}. Sauvegardes\u00a0: non couvertes.`,
  },
  uncovered: {
    free_pages: "Espace libre dans les fichiers de la base de données",
    wal: "Journal des transactions de la base de données (write-ahead log)",
    backups: "Sauvegardes, répliques, fichiers temporaires",
    store_disks: "Disques, journaux et sauvegardes de l’espace de stockage",
    applications: "Applications qui utilisent les entrées de mémoire",
    model_providers: "Fournisseurs de modèles d’IA",
    mem0_profiles: "Profils d’utilisateurs dans Mem0",
    mem0_exports: "Exports, retours et entrées de synthèse dans Mem0",
    mem0_chat_turns: "Tours de conversation conservés par Mem0",
  },
  remedy: {
    rewrite_files:
      "L’espace est libéré et n’est écrasé que lorsqu’il est réutilisé. L’exploitant de la base de données peut faire réécrire les fichiers immédiatement (dans Lethe\u00a0: Settings, Disk).",
    wait_for_recycling:
      "Il contient ce qui a été écrit jusqu’à ce que la base de données réutilise ses segments, ce qui se produit naturellement au fil des écritures. Attendre cette réutilisation, y compris là où le journal est archivé.",
    wait_for_expiry:
      "Elles contiennent ce qu’elles contenaient lors de leur création. Attendre leur expiration, et répéter l’effacement si l’une d’elles est restaurée.",
    ask_store_operator:
      "Demander à l’exploitant de l’espace de stockage combien de temps les textes effacés y restent, et s’en faire confirmer la suppression.",
    tell_recipients:
      "Notifier l’effacement aux destinataires (selon le RGPD\u00a0: article 19) et se le faire confirmer.",
    ask_model_provider:
      "Demander au fournisseur combien de temps il conserve ce qui lui a été transmis, et s’en faire confirmer la suppression.",
    delete_in_mem0: "Les supprimer dans Mem0. Cela ne peut être ni fait ni vérifié d’ici.",
  },

  people: { did: "Acte", name: "Qui", role: "Rôle", time: "Date et heure" },
  did: {
    received: "A enregistré la demande",
    checked_identity: "A vérifié l’identité",
    requested: "A confirmé la suppression",
    approved: "A approuvé la suppression",
    issued: "A délivré ce certificat",
  },
  role: { viewer: "Lecture", support: "Assistance", auditor: "Audit", admin: "Administration" },
  personKind: { member: "Membre", "api-key": "Clé d’API", system: "Lethe lui-même" },

  nist: {
    title: "NIST SP 800-88 Rev. 2",
    media: "Support",
    mediaWords: { records_of_a_service: "Enregistrements d’un service" },
    technique: "Technique",
    techniqueWords: { logical_deletion: "Suppression logique d’enregistrements" },
    tool: "Outil",
    check: "Contrôle",
    checkWords: {
      validation: "Validation («\u00a0validation\u00a0»)\u00a0: chaque enregistrement a été recherché",
      verification: "Vérification («\u00a0verification\u00a0»)\u00a0: un échantillon a été recherché",
      none: "Aucun",
    },
    claim: {
      neither_clear_nor_purge:
        "Des enregistrements ont été supprimés\u202f; aucun support n’a été assaini. Ni «\u00a0Clear\u00a0» ni «\u00a0Purge\u00a0» n’est attesté pour aucun support.",
    },
  },
  ccpa: {
    title: "CCPA Regulations § 7101",
    requestOn: "Date de la demande",
    nature: "Nature de la demande",
    natureWords: {
      request_to_delete: "Demande de suppression («\u00a0request to delete\u00a0»)",
    },
    manner: "Voie de la demande",
    responseOn: "Date de la réponse",
    response: "Nature de la réponse",
    responseWords: {
      complied: "Satisfaite",
      complied_in_part: "Satisfaite en partie",
      denied: "Refusée",
      pending: "Pas encore de réponse",
    },
    denialGround: "Motif du refus",
    none: "Aucun",
  },

  ledger: {
    number: "N°",
    event: "Événement",
    hash: "Empreinte (SHA-256)",
    events: (numbers) =>
      `Événements ${numbers}. Leurs empreintes figurent dans le fichier joint certificate.json.`,
    none: "Aucun événement du registre d’audit n’en fait état.",
    head: (numbered, hash) =>
      `Dernier événement du registre d’audit lors de la délivrance\u00a0: ${numbered}, ${hash}`,
    checkpoint: (size, origin, root) =>
      `Point de contrôle signé du registre ${origin}\u00a0: ${size} événements, empreinte racine ${root}`,
    note: "Le registre d’audit («\u00a0ledger\u00a0») est une chaîne d’événements dont chacun porte l’empreinte du précédent\u00a0: modifier, retirer ou déplacer l’un d’eux après coup rompt la chaîne.",
  },

  signature: {
    issued: "Délivré",
    issuedAt: (instant, origin) => `${instant}, par ${origin}`,
    certificate: "Certificat",
    key: "Identifiant de la clé",
    fingerprint: "Empreinte de la clé (SHA-256)",
    digest: "Empreinte des données (SHA-256)",
    signature: "Signature (Ed25519)",
    intro:
      "Les données de ce certificat sont signées sous la forme du fichier joint certificate.json\u202f; ces pages présentent les mêmes données et sont signées dans leur ensemble.",
    notQualified:
      "Il ne s’agit pas d’une signature électronique qualifiée au sens du règlement (UE) n° 910/2014 (eIDAS).",
    verifyTitle: "Comment le vérifier",
    verifyAt: (address) =>
      `Ouvrir ${address} et y déposer ce fichier. Il est vérifié dans le navigateur et ne le quitte pas.`,
    verifyCommand:
      "Là où Lethe est installé, cette commande indique aussi quelles affirmations figurent dans le registre d’audit\u00a0:",
    qr: "Adresse de vérification, avec l’empreinte et l’identifiant de la clé",
    asOf: "Ce certificat rend compte de ce qui a été fait et constaté aux moments indiqués. Il ne constitue pas un avis juridique.",
    memory: "Une entrée de mémoire est une information isolée qu’un agent d’IA a enregistrée.",
    codePoints:
      "Les caractères invisibles, ou pour lesquels ce document n’a pas de glyphe, sont écrits par leur point de code Unicode\u00a0: ‹U+202E›.",
  },
  page: (page, pages) => `Page ${page} sur ${pages}`,

  summary: {
    title: (title, reference) => `${title}\u00a0: ${reference}`,
    places: (absent, total, rest) =>
      `Vérifications\u00a0: absence vérifiée dans ${number(absent)} cas sur ${number(total)}${rest.map((part) => `, ${part}`).join("")}.`,
    noPlaces: "Vérifications\u00a0: aucune.",
    place: {
      erased: (count) =>
        plural(count, "# effacé mais non vérifié depuis", "# effacés mais non vérifiés depuis"),
      residual: (count) => plural(count, "# encore stocké", "# encore stockés"),
      unsupported: (count) => plural(count, "# non vérifiable", "# non vérifiables"),
      not_checked: (count) => plural(count, "# non vérifié", "# non vérifiés"),
    },
    notCovered: (places) => `Non couvert\u00a0: ${places.join("\u202f; ")}.`,
    nothingUncovered: "Non couvert\u00a0: aucun autre emplacement n’est connu pour contenir des copies.",
    request: (parts) => `Demande\u00a0: ${parts.join(", ")}.`,
    law: { gdpr: "RGPD", ccpa: "CCPA", other: "autre texte", own_policy: "politique propre" },
    received: (day) => `reçue le ${day}`,
    due: (day) => `échéance le ${day}`,
    answered: (day, days) =>
      `réponse le ${day}${days === null ? "" : plural(days, " après # jour", " après # jours")}`,
    notAnswered: "pas encore de réponse",
    noTicket: (day) => `suppression du ${day}, sans dossier`,
    certificate: (id, day, origin) =>
      `Certificat ${id}, délivré le ${day} par ${origin}. Pour le vérifier, y ouvrir /verify et déposer le fichier.`,
  },
};
