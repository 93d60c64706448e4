import { pluralOf, same, type CertificateWords } from "./certificate-words";

const locale = "en-GB";
const plural = pluralOf(locale);

const memories = (count: number) => plural(count, "# memory", "# memories");
const inStores = (count: number) => plural(count, "in # store", "in # stores");
const daysAfter = (days: number | null) =>
  days === null ? "" : plural(days, ", # day after receipt", ", # days after receipt");

export const en: CertificateWords = {
  locale,
  title: {
    erased: "Certificate of erasure",
    partial: "Certificate of partial erasure",
    denied: "Record of a refused erasure request",
    not_checked: "Record of an unverified erasure",
  },
  verdictWord: { erased: "Erased", partial: "Partial", denied: "Refused", not_checked: "Not verified" },
  verdict: {
    erased: (count, stores) =>
      `${plural(count, "# memory was erased", "# memories were erased")} ${inStores(stores)}, and every place that can be checked was verified to hold ${count === 1 ? "nothing of it" : "none of them"}.`,
    erasedBefore: (count, stores) =>
      `${plural(count, "# memory", "# memories")} ${inStores(stores)} ${count === 1 ? "was" : "were"} already absent when the erasure began, and every place that can be checked was verified to hold ${count === 1 ? "nothing of it" : "none of them"}.`,
    partial: (erased, total, stores) =>
      `The erasure is partial: ${erased.toLocaleString(locale)} of ${memories(total)} ${inStores(stores)} ${erased === 1 ? "was" : "were"} erased, and not everything could be completed or verified.`,
    partialNothing: "The erasure is partial: nothing was erased.",
    reasons: (reasons) => `Reasons: ${reasons.join("; ")}.`,
    denied: (ground) => `The request for erasure was refused${ground === null ? "" : `. Ground: ${ground}`}.`,
    deniedNothing: "No memory was erased.",
    notChecked: (count, stores) =>
      `The erasure is not verified: ${memories(count)} ${inStores(stores)} ${count === 1 ? "was" : "were"} reported as erased, and whether ${count === 1 ? "it is" : "they are"} gone was not checked.`,
    notCheckedNothing: "Nothing was erased, and nothing was verified.",
    found: (found, kept) =>
      kept === 0
        ? `The search for the person had found ${memories(found)}, and none was left out.`
        : `Of ${memories(found)} that the search for the person had found, ${plural(kept, "# was not chosen and was not erased", "# were not chosen and were not erased")}.`,
    absentBefore: (count) => plural(count, "# more was already absent.", "# more were already absent."),
  },
  reason: {
    residual: {
      some: "memories are still stored",
      one: "# memory is still stored",
      other: "# memories are still stored",
    },
    failed: {
      some: "memories could not be erased",
      one: "# memory could not be erased",
      other: "# memories could not be erased",
    },
    not_read_back: {
      some: "memories could not be read back and may still be stored",
      one: "# memory could not be read back and may still be stored",
      other: "# memories could not be read back and may still be stored",
    },
    changed_since_preview: {
      some: "memories had changed since the preview and were left alone",
      one: "# memory had changed since the preview and was left alone",
      other: "# memories had changed since the preview and were left alone",
    },
    kept_immutable: {
      some: "immutable memories were kept",
      one: "# immutable memory was kept",
      other: "# immutable memories were kept",
    },
    kept: { some: "memories were kept", one: "# memory was kept", other: "# memories were kept" },
    unreadable: {
      some: "memories in the store could not be read",
      one: "# memory in the store could not be read",
      other: "# memories in the store could not be read",
    },
    place_not_checked: {
      some: "places were not checked",
      one: "# place was not checked",
      other: "# places were not checked",
    },
    copies_remain: { some: "copies remain", one: "# copy remains", other: "# copies remain" },
    copies_removed_unverified: {
      some: "copies were removed and this was not verified",
      one: "# copy was removed and this was not verified",
      other: "# copies were removed and this was not verified",
    },
    stopped_before_anything: {
      some: "a deletion ended before it erased anything",
      one: "a deletion of # memory ended before it erased anything",
      other: "a deletion of # memories ended before it erased anything",
    },
    request_denied_in_part: {
      some: "a part of the request was refused",
      one: "# part of the request was refused",
      other: "# parts of the request were refused",
    },
    found_again: {
      some: "a later search found memories of the person, or about them, again",
      one: "a later search found # memory of the person",
      other: "a later search found # memories of the person",
    },
    request_reopened: same("the request was taken up again and is not answered"),
    stopped_early: same("a deletion was stopped before its end"),
    store_not_searched: {
      some: "stores could not be searched for the person",
      one: "# store could not be searched for the person",
      other: "# stores could not be searched for the person",
    },
    nothing_to_erase: same("nothing of what was asked for was stored when the erasure began"),
  },
  memories,
  stores: (count) => plural(count, "# store", "# stores"),

  sections: {
    request: "The request",
    scope: "What was erased",
    places: "Where it was looked for afterwards",
    notCovered: "Not covered by this certificate",
    people: "Who acted",
    standards: "Fields of record standards",
    ledger: "Place in the ledger",
    signature: "Signature",
  },

  request: {
    reference: "Reference",
    deletion: "Deletion",
    ticket: "Ticket",
    law: "Law",
    nature: "Nature",
    erasure: "Request for erasure of personal data",
    received: "Received",
    receivedOn: (day, by) => (by === null ? day : `${day}, ${by}`),
    acknowledged: "Acknowledged",
    acknowledgedOn: (day, due) => (due === null ? day : `${day} (due ${due})`),
    notAcknowledged: (due) => `Not acknowledged (due ${due})`,
    due: "Answer due",
    extended: (due, noticed) => `${due}, extended by notice of ${noticed}`,
    erasedOn: "Erasure ended",
    answered: "Answered",
    answeredOn: (day, days) => `${day}${daysAfter(days)}`,
    notAnswered: (days) =>
      days === null
        ? "Not answered when this certificate was issued"
        : plural(
            days,
            "Not answered when this certificate was issued, # day after receipt",
            "Not answered when this certificate was issued, # days after receipt",
          ),
    identity: "Identity",
    identityUnchecked: "Not checked",
    identityChecked: (method, day) => `${method}, ${day}`,
    denialGround: "Ground of refusal",
    subject: "Data subject",
    subjectErased: "The record no longer holds the person’s names and ids.",
    subjectUnnamed: "No person is named in the record.",
    references:
      "Names and ids are keyed references. The controller can compute the reference of a name or an id that somebody brings, and so tell whether that person is meant.",
  },
  law: {
    gdpr: "General Data Protection Regulation (EU) 2016/679 (GDPR), Article 17",
    ccpa: "California Consumer Privacy Act (CCPA), Civil Code § 1798.105",
    other: "Another law",
    own_policy: "The controller’s own policy",
  },
  receivedBy: {
    email: "by e-mail",
    phone: "by telephone",
    letter: "by letter",
    form: "by form",
    in_person: "in person",
    api: "through an API",
    other: "in another way",
  },
  identityMethod: {
    account: "Checked by signing in to the account",
    email: "Checked by e-mail",
    phone: "Checked by telephone",
    document: "Checked by a document, of which nothing was kept",
    not_needed: "No check was needed",
    other: "Checked in another way",
  },
  denialGround: {
    identity_not_proven: "the identity of the person could not be established",
    legal_obligation: "processing is necessary for compliance with a legal obligation",
    legal_claims: "processing is necessary for the establishment, exercise or defence of legal claims",
    public_interest: "processing is necessary for reasons of public interest",
    free_expression: "processing is necessary for the right of freedom of expression and information",
    excessive: "the request is manifestly unfounded or excessive",
    not_found: "no data of this person was found",
    other: "another ground",
  },

  scope: {
    store: "Store",
    selection: "Scope",
    asked: "Asked for",
    erased: "Erased",
    absent: "Already absent",
    notErased: "Not erased",
    ended: "Ended",
    deletion: (id) => `Deletion ${id}`,
    everything: "All memories of the store",
    listed: (count) => plural(count, "# memory, listed by its id", "# memories, each listed by its id"),
    entities: (entities, listedCount) =>
      `All memories of ${entities}${listedCount === 0 ? "" : plural(listedCount, ", and # listed by its id", ", and # listed by their ids")}`,
    filter: (words) => `Memories where ${words}`,
    entity: {
      user: (value) => `user ${value}`,
      agent: (value) => `agent ${value}`,
      app: (value) => `app ${value}`,
      run: (value) => `run ${value}`,
    },
    valuesErased: "The record no longer holds the values; keyed references stand in their place.",
    excluded: (count) => plural(count, "# left out by choice"),
    keepsImmutable: "Immutable memories were to be kept",
    keptImmutable: (count) => plural(count, "# immutable memory kept", "# immutable memories kept"),
    failed: (count, unknown) =>
      `${plural(count, "# failed")}${unknown === 0 ? "" : plural(unknown, ", of which # could not be read back")}`,
    left: (count) => plural(count, "# left alone, changed or not reached"),
    joined: (count) => plural(count, "# stored or changed since the preview, left alone"),
    storedSince: (count) => plural(count, "# stored after the cut-off, and no part of it"),
    cutoff: (instant) => `Memories stored after ${instant} were not asked for.`,
    status: { failed: "The deletion failed.", cancelled: "The deletion was cancelled." },
  },

  places: {
    store: "Store",
    place: "Place",
    method: "Method",
    lookedFor: "Looked for",
    found: "Found",
    outcome: "Outcome",
    time: "Time",
    sample: "a sample",
    removed: (count) => plural(count, "# row removed", "# rows removed"),
    none: "No place was checked.",
    note: (zone) =>
      `All times are in the time zone ${zone}. An outcome says what was found at that time, and nothing about later.`,
  },
  place: {
    memories: "Memories",
    versions: "Earlier texts",
    search: "Text search",
    history: "Memory history",
    chat_turns: "Chat turns",
    entities: "Extracted names",
    profile: "User profiles",
  },
  method: {
    each_by_id: "Every memory by its id",
    filter_again: "The scope’s filter applied again",
    versions_by_id: "Earlier texts of every memory, by id",
    history_by_id: "History of every memory, by id",
    words_of_a_sample: "Words of a sample of texts, searched for",
    rows_of_place: "Rows that belong to the deletion, counted",
    profile_by_user: "Profile of each named user",
  },
  outcome: {
    erased: "Erased, not checked since",
    verified_absent: "Verified absent",
    residual: "Still stored",
    unsupported: "Cannot be checked",
    not_checked: "Not checked",
  },

  notCovered: {
    what: "What",
    remedy: "What to do about it",
    intro: "Nothing is claimed about these. What was erased may still be in them.",
    none: "Nothing else is known to hold copies.",
    cleaned: (at, hasStatistics, hasLog) =>
      `The database’s files were written anew after the erasure, on ${at}. Pages and indexes: rewritten. Query planner’s statistics: ${hasStatistics ? "rewritten" : "not covered"}. Write-ahead log: ${hasLog ? "removed" : "not covered"}. Backups: not covered.`,
  },
  uncovered: {
    free_pages: "Free space in the database’s files",
    wal: "The database’s write-ahead log",
    backups: "Backups, replicas and temporary files of the database",
    store_disks: "The store’s own disks, logs and backups",
    applications: "Applications that use the memories",
    model_providers: "Model providers",
    mem0_profiles: "User profiles in Mem0",
    mem0_exports: "Exports, feedback and pattern memories in Mem0",
    mem0_chat_turns: "Chat turns kept by Mem0",
  },
  remedy: {
    rewrite_files:
      "The space is released, and overwritten only when it is used again. Whoever runs the database can have the files rewritten at once (in Lethe: Settings, Disk).",
    wait_for_recycling:
      "It holds what was written until the database recycles its segments, which happens by itself as more is written. Wait for that, also where the log is archived.",
    wait_for_expiry:
      "They hold what they held when they were made. Wait until they expire, and repeat the erasure if one of them is restored.",
    ask_store_operator:
      "Ask whoever runs the store how long erased texts stay there, and have their deletion confirmed.",
    tell_recipients:
      "Tell the recipients of the erasure (under the GDPR: Article 19), and have it confirmed.",
    ask_model_provider:
      "Ask the provider how long it keeps what was sent to it, and have its deletion confirmed.",
    delete_in_mem0: "Delete them in Mem0. It cannot be done or checked from here.",
  },

  people: { did: "What", name: "Who", role: "Role", time: "Time" },
  did: {
    received: "Recorded the request",
    checked_identity: "Checked the identity",
    requested: "Confirmed the deletion",
    approved: "Approved the deletion",
    issued: "Issued this certificate",
  },
  role: { viewer: "Viewer", support: "Support", auditor: "Auditor", admin: "Admin" },
  personKind: { member: "Member", "api-key": "API key", system: "Lethe itself" },

  nist: {
    title: "NIST SP 800-88 Rev. 2",
    media: "Media",
    mediaWords: { records_of_a_service: "Records of a service" },
    technique: "Technique",
    techniqueWords: { logical_deletion: "Logical deletion of records" },
    tool: "Tool",
    check: "Check",
    checkWords: {
      validation: "Validation: every record was looked for",
      verification: "Verification: a sample was looked for",
      none: "None",
    },
    claim: {
      neither_clear_nor_purge:
        "Records were deleted; no medium was sanitised. Neither Clear nor Purge is claimed for any medium.",
    },
  },
  ccpa: {
    title: "CCPA Regulations § 7101",
    requestOn: "Date of request",
    nature: "Nature of request",
    natureWords: { request_to_delete: "Request to delete" },
    manner: "Manner of request",
    responseOn: "Date of response",
    response: "Nature of response",
    responseWords: {
      complied: "Complied with",
      complied_in_part: "Complied with in part",
      denied: "Denied",
      pending: "No response yet",
    },
    denialGround: "Basis of denial",
    none: "None",
  },

  ledger: {
    number: "No.",
    event: "Event",
    hash: "Hash (SHA-256)",
    events: (numbers) => `Events ${numbers}. Their hashes are in the attached certificate.json.`,
    none: "No event of the ledger tells of it.",
    head: (number, hash) => `Last event of the ledger at issue: ${number}, ${hash}`,
    checkpoint: (size, origin, root) =>
      `Signed checkpoint of the log ${origin}: ${size} events, root hash ${root}`,
    note: "The ledger is a chain of events in which each carries the hash of the one before: an event that is changed, removed or moved later breaks it.",
  },

  signature: {
    issued: "Issued",
    issuedAt: (instant, origin) => `${instant}, by ${origin}`,
    certificate: "Certificate",
    key: "Key id",
    fingerprint: "Key fingerprint (SHA-256)",
    digest: "Digest of the facts (SHA-256)",
    signature: "Signature (Ed25519)",
    intro:
      "The facts of this certificate are signed as the attached file certificate.json; these pages show the same facts, and are signed as a whole.",
    notQualified:
      "This is not a qualified electronic signature within the meaning of Regulation (EU) No 910/2014 (eIDAS).",
    verifyTitle: "How to verify it",
    verifyAt: (address) =>
      `Open ${address} and drop this file there. It is checked in the browser and does not leave it.`,
    verifyCommand: "Where Lethe is installed, this command also says which claims stand in the ledger:",
    qr: "Address of the check, with the digest and the key id",
    asOf: "It says what was done and found at the times given. It is not legal advice.",
    memory: "A memory is a single statement that an AI agent has stored.",
    codePoints:
      "Characters that cannot be seen, or that this document has no glyph for, are written as their Unicode code points: ‹U+202E›.",
  },
  page: (page, pages) => `Page ${page} of ${pages}`,

  summary: {
    title: (title, reference) => `${title}: ${reference}`,
    places: (absent, total, rest) =>
      `Checked: verified absent in ${absent.toLocaleString(locale)} of ${plural(total, "# check", "# checks")}${rest.map((part) => `, ${part}`).join("")}.`,
    noPlaces: "Checked: nothing.",
    place: {
      erased: (count) => plural(count, "# erased but not checked since"),
      residual: (count) => plural(count, "# found something still stored"),
      unsupported: (count) => plural(count, "# not possible"),
      not_checked: (count) => plural(count, "# not made"),
    },
    notCovered: (places) => `Not covered: ${places.join("; ")}.`,
    nothingUncovered: "Not covered: nothing else is known to hold copies.",
    request: (parts) => `Request: ${parts.join(", ")}.`,
    law: { gdpr: "GDPR", ccpa: "CCPA", other: "another law", own_policy: "own policy" },
    received: (day) => `received ${day}`,
    due: (day) => `due ${day}`,
    answered: (day, days) =>
      `answered ${day}${days === null ? "" : plural(days, " after # day", " after # days")}`,
    notAnswered: "not answered yet",
    noTicket: (day) => `deletion of ${day}, without a ticket`,
    certificate: (id, day, origin) =>
      `Certificate ${id}, issued ${day} by ${origin}. To verify it, open /verify there and drop the file.`,
  },
};
