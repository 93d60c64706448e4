import nextVitals from "eslint-config-next/core-web-vitals";
import tseslint from "typescript-eslint";

/** Imports that a layer must not make: app → components → lib → drizzle, never upward. */
const notAbove = (...layers) => ({
  "no-restricted-imports": [
    "error",
    {
      patterns: layers.map((layer) => ({
        group: [`@/${layer}/*`, `@/${layer}/**`],
        message: `Layers point one way: app → components → lib → drizzle. Nothing here may import ${layer}/.`,
      })),
    },
  ],
});

const config = [
  {
    ignores: [
      ".next/**",
      ".lethe/**",
      "node_modules/**",
      "next-env.d.ts",
      "test-results/**",
      "drizzle/migrations/**",
    ],
  },
  // React is nowhere else, and its rules parse each file once more.
  ...nextVitals.map((config) =>
    config.ignores ? config : { ...config, files: ["app/**/*.{ts,tsx}", "components/**/*.{ts,tsx}"] },
  ),
  // Without those that need types, which oxlint checks in a thirtieth of the time (.oxlintrc.json).
  ...tseslint.configs.strict.map((config) => ({ ...config, files: ["**/*.ts", "**/*.tsx"] })),
  {
    files: ["**/*.ts", "**/*.tsx"],
    rules: {
      "@typescript-eslint/consistent-type-imports": [
        "error",
        { fixStyle: "inline-type-imports", prefer: "type-imports" },
      ],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "no-console": "error",
    },
  },
  {
    // What Node 20.9 does not have, which the README promises to do with; its types have some of it.
    rules: {
      "no-restricted-syntax": [
        "error",
        ...[
          "MemberExpression[object.name='URL'][property.name='parse']",
          "MemberExpression[object.type='MetaProperty'][property.name=/^(dirname|filename)$/]",
          "MemberExpression[property.name='parentPath']",
          "MemberExpression[object.name='Promise'][property.name=/^(withResolvers|try)$/]",
          "MemberExpression[object.name=/^(Object|Map)$/][property.name='groupBy']",
          "MemberExpression[object.name='Array'][property.name='fromAsync']",
        ].map((selector) => ({ selector, message: "Node 20.9 does not have this." })),
      ],
    },
  },
  {
    files: ["app/**", "components/**", "lib/**", "instrumentation.ts"],
    ignores: ["lib/env/env.ts", "instrumentation.ts"],
    rules: {
      "no-restricted-properties": [
        "error",
        { object: "process", property: "env", message: "The environment is read in lib/env/env.ts only." },
      ],
    },
  },
  {
    files: ["**/actions.ts"],
    rules: {
      "no-restricted-syntax": [
        "error",
        {
          selector:
            "ExportNamedDeclaration > VariableDeclaration > VariableDeclarator > :not(CallExpression).init",
          message: "A server action is a public endpoint: make it with memberAction() or anonymousAction().",
        },
        {
          selector: "ExportNamedDeclaration > FunctionDeclaration",
          message: "A server action is a public endpoint: make it with memberAction() or anonymousAction().",
        },
      ],
    },
  },
  { files: ["components/**"], rules: notAbove("app") },
  { files: ["lib/**"], rules: notAbove("app", "components") },
  {
    files: ["lib/**/*.ts"],
    ignores: ["**/server/**", "lib/*/actions.ts", "lib/start/**", "lib/stores/*/**", "**/*.test.ts"],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            {
              group: ["@/app/*", "@/app/**", "@/components/**"],
              message: "lib imports neither app nor components.",
            },
            {
              regex: "(^|/)server/",
              allowTypeImports: true,
              message:
                "The root files of a noun folder run anywhere; what needs the server lives in its server/ folder.",
            },
          ],
        },
      ],
    },
  },
  { files: ["drizzle/**"], rules: notAbove("app", "components") },
  { files: ["scripts/**", "bench/**", "testing/**", "e2e/**"], rules: { "no-console": "off" } },
];

export default config;
