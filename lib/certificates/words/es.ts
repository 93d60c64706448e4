import { pluralOf, same, type CertificateWords } from "./certificate-words";

const locale = "es-ES";
const plural = pluralOf(locale);
const number = (count: number) => plural(count, "#");

const memories = (count: number) => plural(count, "# entrada de memoria", "# entradas de memoria");
const inStores = (count: number) => plural(count, "en # almacén", "en # almacenes");

export const es: CertificateWords = {
  locale,
  title: {
    erased: "Certificado de supresión",
    partial: "Certificado de supresión parcial",
    denied: "Constancia de una solicitud de supresión denegada",
    not_checked: "Constancia de una supresión no verificada",
  },
  verdictWord: { erased: "Suprimido", partial: "Parcial", denied: "Denegada", not_checked: "No verificada" },
  verdict: {
    erased: (count, stores) =>
      `${plural(count, "Se ha suprimido # entrada de memoria", "Se han suprimido # entradas de memoria")} ${inStores(stores)}, y se ha verificado que no queda nada de ello en ninguno de los lugares que pueden comprobarse.`,
    erasedBefore: (count, stores) =>
      `${memories(count)} ${inStores(stores)} ya no ${count === 1 ? "existía" : "existían"} al comenzar la supresión, y se ha verificado que no queda nada de ello en ninguno de los lugares que pueden comprobarse.`,
    partial: (erased, total, stores) =>
      `La supresión es parcial: ${erased === 1 ? "se ha suprimido" : "se han suprimido"} ${number(erased)} de ${memories(total)} ${inStores(stores)}, y no todo ha podido completarse o verificarse.`,
    partialNothing: "La supresión es parcial: no se ha suprimido nada.",
    reasons: (reasons) => `Motivos: ${reasons.join("; ")}.`,
    denied: (ground) =>
      `La solicitud de supresión ha sido denegada${ground === null ? "" : `. Motivo: ${ground}`}.`,
    deniedNothing: "No se ha suprimido ninguna entrada de memoria.",
    notChecked: (count, stores) =>
      `La supresión no está verificada: ${plural(count, "consta como suprimida # entrada de memoria", "constan como suprimidas # entradas de memoria")} ${inStores(stores)}, sin que se haya comprobado que ya no ${count === 1 ? "existe" : "existen"}.`,
    notCheckedNothing: "No se ha suprimido ni verificado nada.",
    found: (found, kept) =>
      kept === 0
        ? `La búsqueda de la persona había encontrado ${memories(found)} y no se dejó ninguna fuera.`
        : `La búsqueda de la persona había encontrado ${memories(found)}, de las que ${plural(kept, "# no se seleccionó ni se suprimió", "# no se seleccionaron ni se suprimieron")}.`,
    absentBefore: (count) => plural(count, "# más ya no existía.", "# más ya no existían."),
  },
  reason: {
    residual: {
      some: "hay entradas de memoria que siguen almacenadas",
      one: "# entrada de memoria sigue almacenada",
      other: "# entradas de memoria siguen almacenadas",
    },
    failed: {
      some: "hay entradas de memoria que no han podido suprimirse",
      one: "# entrada de memoria no ha podido suprimirse",
      other: "# entradas de memoria no han podido suprimirse",
    },
    not_read_back: {
      some: "hay entradas de memoria que no han podido releerse y quizá sigan almacenadas",
      one: "# entrada de memoria no ha podido releerse y quizá siga almacenada",
      other: "# entradas de memoria no han podido releerse y quizá sigan almacenadas",
    },
    changed_since_preview: {
      some: "hay entradas de memoria que habían cambiado desde la vista previa y no se han tocado",
      one: "# entrada de memoria había cambiado desde la vista previa y no se ha tocado",
      other: "# entradas de memoria habían cambiado desde la vista previa y no se han tocado",
    },
    kept_immutable: {
      some: "se han conservado entradas de memoria inmutables",
      one: "se ha conservado # entrada de memoria inmutable",
      other: "se han conservado # entradas de memoria inmutables",
    },
    kept: {
      some: "se han conservado entradas de memoria",
      one: "se ha conservado # entrada de memoria",
      other: "se han conservado # entradas de memoria",
    },
    unreadable: {
      some: "hay entradas de memoria del almacén que no han podido leerse",
      one: "# entrada de memoria del almacén no ha podido leerse",
      other: "# entradas de memoria del almacén no han podido leerse",
    },
    place_not_checked: {
      some: "hay lugares que no se han comprobado",
      one: "# lugar no se ha comprobado",
      other: "# lugares no se han comprobado",
    },
    copies_remain: { some: "quedan copias", one: "queda # copia", other: "quedan # copias" },
    copies_removed_unverified: {
      some: "se han eliminado copias sin que ello se haya verificado",
      one: "se ha eliminado # copia sin que ello se haya verificado",
      other: "se han eliminado # copias sin que ello se haya verificado",
    },
    stopped_before_anything: {
      some: "un proceso de supresión terminó antes de suprimir nada",
      one: "un proceso de supresión de # entrada de memoria terminó antes de suprimir nada",
      other: "un proceso de supresión de # entradas de memoria terminó antes de suprimir nada",
    },
    request_denied_in_part: {
      some: "la solicitud ha sido denegada en parte",
      one: "la solicitud ha sido denegada en # punto",
      other: "la solicitud ha sido denegada en # puntos",
    },
    found_again: {
      some: "una búsqueda posterior volvió a encontrar entradas de memoria de la persona o sobre ella",
      one: "una búsqueda posterior encontró # entrada de memoria de la persona",
      other: "una búsqueda posterior encontró # entradas de memoria de la persona",
    },
    request_reopened: same("la solicitud se ha vuelto a abrir y aún no ha recibido respuesta"),
    stopped_early: same("un proceso de supresión se interrumpió antes de terminar"),
    store_not_searched: {
      some: "no se pudo buscar a la persona en algunos almacenes",
      one: "no se pudo buscar a la persona en # almacén",
      other: "no se pudo buscar a la persona en # almacenes",
    },
    nothing_to_erase: same("al comenzar la supresión no había almacenado nada de lo solicitado"),
  },
  memories,
  stores: (count) => plural(count, "# almacén", "# almacenes"),

  sections: {
    request: "La solicitud",
    scope: "Objeto de la supresión",
    places: "Comprobaciones posteriores a la supresión",
    notCovered: "Lo que este certificado no abarca",
    people: "Intervinientes",
    standards: "Datos exigidos por normas y reglamentos",
    ledger: "Posición en el registro de auditoría",
    signature: "Firma",
  },

  request: {
    reference: "Referencia",
    deletion: "Proceso de supresión",
    ticket: "Expediente",
    law: "Base jurídica",
    nature: "Naturaleza",
    erasure: "Solicitud de supresión de datos personales",
    received: "Recibida",
    receivedOn: (day, by) => (by === null ? day : `${day}, ${by}`),
    acknowledged: "Acuse de recibo",
    acknowledgedOn: (day, due) => (due === null ? day : `${day} (plazo: ${due})`),
    notAcknowledged: (due) => `No enviado (plazo: ${due})`,
    due: "Plazo de respuesta",
    extended: (due, noticed) => `${due}, prorrogado mediante comunicación de ${noticed}`,
    erasedOn: "Fin de la supresión",
    answered: "Respondida",
    answeredOn: (day, days) =>
      `${day}${days === null ? "" : plural(days, ", # día después de la recepción", ", # días después de la recepción")}`,
    notAnswered: (days) =>
      days === null
        ? "Sin respuesta en el momento de la expedición"
        : plural(
            days,
            "Sin respuesta en el momento de la expedición, # día después de la recepción",
            "Sin respuesta en el momento de la expedición, # días después de la recepción",
          ),
    identity: "Identidad",
    identityUnchecked: "No comprobada",
    identityChecked: (method, day) => `${method}, ${day}`,
    denialGround: "Motivo de la denegación",
    subject: "Interesado",
    subjectErased: "El expediente ya no contiene los nombres e identificadores de la persona.",
    subjectUnnamed: "En el expediente no se nombra a ninguna persona.",
    references:
      "En lugar de nombres e identificadores figuran referencias calculadas con una clave secreta. El responsable del tratamiento puede calcular la referencia de un nombre o identificador que alguien le presente y determinar así si se trata de esa persona.",
  },
  law: {
    gdpr: "Reglamento general de protección de datos (UE) 2016/679 (RGPD), artículo 17",
    ccpa: "California Consumer Privacy Act (CCPA), Civil Code § 1798.105",
    other: "Otra norma",
    own_policy: "Política propia del responsable del tratamiento",
  },
  receivedBy: {
    email: "por correo electrónico",
    phone: "por teléfono",
    letter: "por carta",
    form: "mediante formulario",
    in_person: "en persona",
    api: "a través de una API",
    other: "por otra vía",
  },
  identityMethod: {
    account: "Comprobada mediante el acceso a la cuenta",
    email: "Comprobada por correo electrónico",
    phone: "Comprobada por teléfono",
    document: "Comprobada con un documento, del que no se ha conservado nada",
    not_needed: "No fue necesaria ninguna comprobación",
    other: "Comprobada de otra manera",
  },
  denialGround: {
    identity_not_proven: "no ha podido establecerse la identidad de la persona",
    legal_obligation: "el tratamiento es necesario para el cumplimiento de una obligación legal",
    legal_claims:
      "el tratamiento es necesario para la formulación, el ejercicio o la defensa de reclamaciones",
    public_interest: "el tratamiento es necesario por razones de interés público",
    free_expression:
      "el tratamiento es necesario para ejercer el derecho a la libertad de expresión e información",
    excessive: "la solicitud es manifiestamente infundada o excesiva",
    not_found: "no se han encontrado datos de esta persona",
    other: "otro motivo",
  },

  scope: {
    store: "Almacén",
    selection: "Alcance",
    asked: "Solicitado",
    erased: "Suprimido",
    absent: "Ya ausente",
    notErased: "No suprimido",
    ended: "Fin",
    deletion: (id) => `Proceso de supresión ${id}`,
    everything: "Todas las entradas de memoria del almacén",
    listed: (count) =>
      plural(
        count,
        "# entrada de memoria, indicada por su identificador",
        "# entradas de memoria, indicadas una a una por su identificador",
      ),
    entities: (entities, listed) =>
      `Todas las entradas de memoria de: ${entities}${listed === 0 ? "" : plural(listed, ", y # indicada por su identificador", ", y # indicadas por su identificador")}`,
    filter: (words) => `Entradas de memoria según el filtro (en inglés): ${words}`,
    entity: {
      user: (value) => `usuario ${value}`,
      agent: (value) => `agente ${value}`,
      app: (value) => `aplicación ${value}`,
      run: (value) => `ejecución ${value}`,
    },
    valuesErased: "El expediente ya no contiene los valores; en su lugar figuran referencias.",
    excluded: (count) => plural(count, "# excluida a propósito", "# excluidas a propósito"),
    keepsImmutable: "Las entradas inmutables debían conservarse",
    keptImmutable: (count) =>
      plural(count, "# entrada inmutable conservada", "# entradas inmutables conservadas"),
    failed: (count, unknown) =>
      `${plural(count, "# fallida", "# fallidas")}${unknown === 0 ? "" : plural(unknown, ", de ellas # no releída", ", de ellas # no releídas")}`,
    left: (count) =>
      plural(
        count,
        "# no tocada, por haber cambiado o no haberse alcanzado",
        "# no tocadas, por haber cambiado o no haberse alcanzado",
      ),
    joined: (count) =>
      plural(
        count,
        "# almacenada o modificada desde la vista previa y no tocada",
        "# almacenadas o modificadas desde la vista previa y no tocadas",
      ),
    storedSince: (count) =>
      plural(
        count,
        "# almacenada después del momento de corte, ajena a la supresión",
        "# almacenadas después del momento de corte, ajenas a la supresión",
      ),
    cutoff: (instant) => `No se solicitó la supresión de lo almacenado después de ${instant}.`,
    status: {
      failed: "El proceso de supresión ha fallado.",
      cancelled: "El proceso de supresión se ha cancelado.",
    },
  },

  places: {
    store: "Almacén",
    place: "Lugar",
    method: "Método",
    lookedFor: "Buscado",
    found: "Hallado",
    outcome: "Resultado",
    time: "Fecha y hora",
    sample: "muestra",
    removed: (count) => plural(count, "# fila eliminada", "# filas eliminadas"),
    none: "No se ha comprobado ningún lugar.",
    note: (zone) =>
      `Las horas son del huso horario ${zone}. Un resultado indica lo constatado en ese momento, y nada sobre momentos posteriores.`,
  },
  place: {
    memories: "Entradas de memoria",
    versions: "Textos anteriores",
    search: "Búsqueda de texto",
    history: "Historial",
    chat_turns: "Turnos de conversación",
    entities: "Nombres extraídos",
    profile: "Perfiles de usuario",
  },
  method: {
    each_by_id: "Cada entrada, por su identificador",
    filter_again: "Filtro de la supresión aplicado de nuevo",
    versions_by_id: "Textos anteriores de cada entrada, por identificador",
    history_by_id: "Historial de cada entrada, por identificador",
    words_of_a_sample: "Búsqueda de palabras de una muestra de textos",
    rows_of_place: "Recuento de las filas que pertenecen a la supresión",
    profile_by_user: "Perfil de cada usuario nombrado",
  },
  outcome: {
    erased: "Suprimido, sin comprobar desde entonces",
    verified_absent: "Ausencia verificada",
    residual: "Sigue almacenado",
    unsupported: "No comprobable",
    not_checked: "No comprobado",
  },

  notCovered: {
    what: "Qué",
    remedy: "Qué procede hacer",
    intro: "Sobre ello no se certifica nada. Lo suprimido puede encontrarse todavía allí.",
    none: "No se conoce nada más que contenga copias.",
    cleaned: (at, hasStatistics, hasLog) =>
      `Los ficheros de la base de datos se reescribieron después de la supresión: ${at}. Páginas e índices: reescritos. Estadísticas del planificador de consultas: ${hasStatistics ? "reescritas" : "no abarcadas"}. Registro de transacciones: ${hasLog ? "eliminado" : "no abarcado"}. Copias de seguridad: no abarcadas.`,
  },
  uncovered: {
    free_pages: "Espacio libre en los ficheros de la base de datos",
    wal: "Registro de transacciones de la base de datos (write-ahead log)",
    backups: "Copias de seguridad, réplicas y ficheros temporales de la base de datos",
    store_disks: "Discos, registros y copias de seguridad del almacén",
    applications: "Aplicaciones que utilizan las entradas de memoria",
    model_providers: "Proveedores de modelos de IA",
    mem0_profiles: "Perfiles de usuario en Mem0",
    mem0_exports: "Exportaciones, valoraciones y patrones en Mem0",
    mem0_chat_turns: "Turnos de conversación conservados por Mem0",
  },
  remedy: {
    rewrite_files:
      "El espacio queda liberado y solo se sobrescribe cuando vuelve a utilizarse. El operador de la base de datos puede hacer que los ficheros se reescriban de inmediato (en Lethe: Settings, Disk).",
    wait_for_recycling:
      "Contiene lo escrito hasta que la base de datos reutiliza sus segmentos, lo que ocurre por sí solo a medida que se escribe más. Debe esperarse a ello, también donde el registro se archiva.",
    wait_for_expiry:
      "Contienen lo que contenían cuando se crearon. Debe esperarse a que caduquen y repetir la supresión si se restaura alguna.",
    ask_store_operator:
      "Preguntar al operador del almacén cuánto tiempo permanecen allí los textos suprimidos y solicitar confirmación de su eliminación.",
    tell_recipients:
      "Comunicar la supresión a los destinatarios (según el RGPD: artículo 19) y solicitar que la confirmen.",
    ask_model_provider:
      "Preguntar al proveedor cuánto tiempo conserva lo que se le ha transmitido y solicitar confirmación de su eliminación.",
    delete_in_mem0: "Eliminarlo en Mem0. Desde aquí no puede hacerse ni comprobarse.",
  },

  people: { did: "Actuación", name: "Quién", role: "Función", time: "Fecha y hora" },
  did: {
    received: "Registró la solicitud",
    checked_identity: "Comprobó la identidad",
    requested: "Confirmó la supresión",
    approved: "Aprobó la supresión",
    issued: "Expidió este certificado",
  },
  role: { viewer: "Consulta", support: "Soporte", auditor: "Auditoría", admin: "Administración" },
  personKind: { member: "Miembro", "api-key": "Clave de API", system: "El propio Lethe" },

  nist: {
    title: "NIST SP 800-88 Rev. 2",
    media: "Soporte",
    mediaWords: { records_of_a_service: "Registros de datos de un servicio" },
    technique: "Técnica",
    techniqueWords: { logical_deletion: "Eliminación lógica de registros de datos" },
    tool: "Herramienta",
    check: "Control",
    checkWords: {
      validation: "Validación («validation»): se ha buscado cada registro de datos",
      verification: "Verificación («verification»): se ha buscado una muestra",
      none: "Ninguno",
    },
    claim: {
      neither_clear_nor_purge:
        "Se han eliminado registros de datos; no se ha saneado ningún soporte. No se certifica «Clear» ni «Purge» para ningún soporte.",
    },
  },
  ccpa: {
    title: "CCPA Regulations § 7101",
    requestOn: "Fecha de la solicitud",
    nature: "Naturaleza de la solicitud",
    natureWords: { request_to_delete: "Solicitud de eliminación («request to delete»)" },
    manner: "Vía de la solicitud",
    responseOn: "Fecha de la respuesta",
    response: "Naturaleza de la respuesta",
    responseWords: {
      complied: "Atendida",
      complied_in_part: "Atendida en parte",
      denied: "Denegada",
      pending: "Aún sin respuesta",
    },
    denialGround: "Motivo de la denegación",
    none: "Ninguno",
  },

  ledger: {
    number: "N.º",
    event: "Evento",
    hash: "Huella (SHA-256)",
    events: (numbers) => `Eventos ${numbers}. Sus huellas figuran en el fichero adjunto certificate.json.`,
    none: "Ningún evento del registro de auditoría da cuenta de ello.",
    head: (numbered, hash) => `Último evento del registro en la fecha de expedición: ${numbered}, ${hash}`,
    checkpoint: (size, origin, root) =>
      `Punto de control firmado del registro ${origin}: ${size} eventos, huella raíz ${root}`,
    note: "El registro de auditoría («ledger») es una cadena de eventos en la que cada uno lleva la huella del anterior: si después se modifica, se retira o se desplaza alguno, la cadena se rompe.",
  },

  signature: {
    issued: "Expedido",
    issuedAt: (instant, origin) => `${instant}, por ${origin}`,
    certificate: "Certificado",
    key: "Identificador de la clave",
    fingerprint: "Huella de la clave (SHA-256)",
    digest: "Huella de los datos (SHA-256)",
    signature: "Firma (Ed25519)",
    intro:
      "Los datos de este certificado están firmados en el fichero adjunto certificate.json; estas páginas muestran los mismos datos y están firmadas en su conjunto.",
    notQualified:
      "No es una firma electrónica cualificada en el sentido del Reglamento (UE) n.º 910/2014 (eIDAS).",
    verifyTitle: "Cómo verificarlo",
    verifyAt: (address) =>
      `Abra ${address} y arrastre allí este fichero. Se comprueba en el navegador y no sale de él.`,
    verifyCommand:
      "Donde esté instalado Lethe, este comando indica también qué afirmaciones constan en el registro de auditoría:",
    qr: "Dirección de la comprobación, con la huella y el identificador de la clave",
    asOf: "Este certificado refleja lo hecho y constatado en los momentos indicados. No constituye asesoramiento jurídico.",
    memory: "Una entrada de memoria es un dato individual que un agente de IA ha almacenado.",
    codePoints:
      "Los caracteres invisibles, o para los que este documento no dispone de glifo, se escriben con su punto de código Unicode: ‹U+202E›.",
  },
  page: (page, pages) => `Página ${page} de ${pages}`,

  summary: {
    title: (title, reference) => `${title}: ${reference}`,
    places: (absent, total, rest) =>
      `Comprobaciones: ausencia verificada en ${number(absent)} de ${number(total)}${rest.map((part) => `, ${part}`).join("")}.`,
    noPlaces: "Comprobaciones: ninguna.",
    place: {
      erased: (count) =>
        plural(
          count,
          "# suprimido pero sin comprobar desde entonces",
          "# suprimidos pero sin comprobar desde entonces",
        ),
      residual: (count) => plural(count, "# con datos que siguen almacenados"),
      unsupported: (count) => plural(count, "# no posible", "# no posibles"),
      not_checked: (count) => plural(count, "# no realizada", "# no realizadas"),
    },
    notCovered: (places) => `No abarca: ${places.join("; ")}.`,
    nothingUncovered: "No abarca: no se conoce nada más que contenga copias.",
    request: (parts) => `Solicitud: ${parts.join(", ")}.`,
    law: { gdpr: "RGPD", ccpa: "CCPA", other: "otra norma", own_policy: "política propia" },
    received: (day) => `recibida el ${day}`,
    due: (day) => `plazo: ${day}`,
    answered: (day, days) =>
      `respondida el ${day}${days === null ? "" : plural(days, " tras # día", " tras # días")}`,
    notAnswered: "aún sin respuesta",
    noTicket: (day) => `proceso de supresión del ${day}, sin expediente`,
    certificate: (id, day, origin) =>
      `Certificado ${id}, expedido el ${day} por ${origin}. Para verificarlo, abra allí /verify y arrastre el fichero.`,
  },
};
