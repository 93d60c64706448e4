/**
 * Which folder of lib/ may import which: a folder imports those above it in this list, and none below. drizzle/ is above all
 * of them, and imports nothing of lib/ but json; components/ and app/ come after. docs/architecture.md says what each is for.
 */
const order = [
  // What the language lacks, and what the process is told.
  "text",
  "json",
  "instants",
  "async",
  "env",
  "database",
  "errors",
  "preferences",
  // Limits and the record of what happened at the doors: what lets requests in needs them.
  "security",
  // The nouns, from below.
  "memories",
  "filters",
  "access",
  "ledger",
  "http",
  "mail",
  "actions",
  "safety",
  "members",
  "models",
  "sample",
  "stores",
  // What keeps memories from being deleted or changed.
  "holds",
  // What whoever adds memories asks first.
  "suppression",
  "imports",
  "browse",
  // What of a store may be cleaned up.
  "worklists",
  // What members keep of the memories page.
  "views",
  "webhooks",
  // Of the ledger, on every page.
  "alarms",
  "api-keys",
  "deletions",
  "approvals",
  // What deletes by itself, by the verbs of deletions.
  "retention",
  // What is left of deleted texts in the database's files.
  "cleaning",
  // The case around a deletion: whom it is about, who asked for it, what proves it.
  "people",
  "tickets",
  "certificates",
  "watches",
  // What was erased, written down outside, and erased again after a restored backup.
  "journal",
  // The ways in, and the process as a whole.
  "mem0-api",
  "mcp",
  "live",
  "start",
];

/** Within stores/ and deletions/, where the folders are many. */
const orderWithin = {
  stores: ["sql", "builtin", "remote", "mem0-oss", "mem0-platform", "server"],
};

const folderOf = (name) => `^lib/${name}/`;
const isTest = "\\.test\\.tsx?$";

const upward = (names, folder) =>
  names.slice(0, -1).map((name, index) => ({
    name: `${folder("")}${name} is below ${names.slice(index + 1).join(", ")}`.replace(/[\^/]/g, " ").trim(),
    severity: "error",
    from: { path: folder(name), pathNot: isTest },
    to: { path: names.slice(index + 1).map(folder) },
  }));

/** @type {import("dependency-cruiser").IConfiguration} */
const config = {
  forbidden: [
    {
      name: "no circles of files",
      severity: "error",
      from: { path: "^(lib|components|drizzle)/" },
      to: { circular: true },
    },
    {
      name: "drizzle imports nothing of lib but the JSON that its columns are written in",
      severity: "error",
      from: { path: "^drizzle/" },
      to: { path: "^(lib|components|app)/", pathNot: "^lib/json/" },
    },
    {
      name: "the product does not import what tests and measures it",
      severity: "error",
      from: {
        path: "^(app|components|lib|drizzle|scripts)/",
        pathNot: [isTest, "^scripts/(test|bench|slopes)\\.ts$"],
      },
      to: { path: "^(testing|bench|e2e)/" },
    },
    {
      name: "lib imports neither app nor components",
      severity: "error",
      from: { path: "^lib/" },
      to: { path: "^(app|components)/" },
    },
    {
      name: "components do not import app",
      severity: "error",
      from: { path: "^components/" },
      to: { path: "^app/" },
    },
    {
      name: "a folder of lib has its place in the order",
      severity: "error",
      from: { path: "^lib/", pathNot: order.map(folderOf) },
      to: {},
    },
    ...upward(order, folderOf),
    ...Object.entries(orderWithin).flatMap(([name, names]) =>
      upward(names, (inner) => `^lib/${name}/${inner}${inner === "" ? "" : "/"}`),
    ),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    doNotFollow: { path: "node_modules" },
    exclude: { path: "node_modules|\\.next|drizzle/migrations" },
    enhancedResolveOptions: { extensions: [".ts", ".tsx", ".mjs", ".js", ".json", ".d.ts"] },
  },
};

export default config;
