import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "playwright/test";
import { findSection, writeDocument, type Section } from "@/testing/compatibility/coverage-document";

const file = "docs/mem0-compatibility.md";

const introduction = `What Mem0's own clients get of Lethe, where they are given its address in place of Mem0's:

\`\`\`sh
export MEM0_BASE_URL=http://localhost:3000 MEM0_API_KEY=KEY MEM0_TELEMETRY=false    # both command lines, "mem0"; set it before "mem0 init"
\`\`\`

\`\`\`js
new MemoryClient({ apiKey: "KEY", host: "http://localhost:3000" }); // in Python: MemoryClient(api_key="KEY", host="http://localhost:3000")
\`\`\`

Without an address they send what they are given, the key as well, to Mem0. Every line was tried: a test uses each method
and command of the clients, and each operation of Mem0's API, over HTTP against the production build, once so that it works and once so that
it is refused. It writes this page:

\`\`\`sh
npx playwright test e2e/mem0-coverage.spec.ts --update-snapshots    # LETHE_PYTHON names a Python that has mem0ai and mem0-cli
\`\`\`

The same test fails when this page is not what it sees, and when a client has a method or command that is not here. Without Python's
clients it leaves their two tables as they are.

- **works**: as Mem0 documents it.
- **differs**: it works, and this is what is otherwise.
- **answers why not**: Lethe has no use for it. The answer is JSON with this sentence.

What clients send and Lethe has no use for is taken without effect, and named in the header \`X-Lethe-Ignored-Fields\`. Adding without
\`infer: false\` (\`mem0 add --no-infer\`) needs a model (\`LETHE_MODEL_URL\`), as does a summary; the test has one. Mem0's telemetry goes to its makers unless
\`MEM0_TELEMETRY=false\`.`;

/** By what their titles begin with; their versions follow. */
const order = [
  "Mem0's API",
  "JavaScript client",
  "Command line from npm",
  "Python client",
  "Python's asynchronous client",
  "Command line from PyPI",
  "Where the descriptions differ",
] as const;

const committed = () => (existsSync(file) ? readFileSync(file, "utf8") : "");

/** Holds a section against what is committed, or writes it there (--update-snapshots). */
export const expectSection = async (name: (typeof order)[number], version: string, text: string) => {
  const title = version === "" ? name : `${name} (\`${version}\`)`;
  const sections = order.flatMap((each): Section | [] =>
    each === name ? { title, text } : (findSection(committed(), each) ?? []),
  );
  const document = await writeDocument("Compatibility with Mem0", introduction, sections);
  if (["all", "changed"].includes(test.info().config.updateSnapshots)) writeFileSync(file, document);
  else expect(committed(), `${file}: --update-snapshots writes it`).toBe(document);
};
