import type { OpenApiDocument } from "@/lib/mem0-api/open-api-types";
import { CodeText } from "./code-text";
import { FieldTable } from "./field-table";
import { OperationSection } from "./operation-section";
import { fieldRows } from "./schema-words";

/** The description of the API as a page to read, made of the same document that machines read. */
export const ApiDocs = ({ description }: { description: OpenApiDocument }) => {
  const operations = Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  return (
    <main className="mx-auto flex max-w-4xl flex-col gap-6 px-4 py-8">
      <header className="flex flex-col gap-2">
        <h1 className="text-xl font-semibold">{description.info.title}</h1>
        <p className="max-w-prose">
          <CodeText text={description.info.description} />
        </p>
        <p className="text-sm">
          <a className="text-accent hover:underline" href="/api/openapi.json">
            Machine-readable version (OpenAPI {description.openapi})
          </a>
        </p>
      </header>
      <nav aria-label="Operations" className="columns-1 gap-8 text-sm sm:columns-2">
        <ul className="flex flex-col gap-1">
          {operations.map(({ operation: { operationId, summary, deprecated } }) => (
            <li key={operationId}>
              <a className="text-accent hover:underline" href={`#${operationId}`}>
                {summary}
              </a>
              {deprecated === true && <span className="text-muted"> (older version)</span>}
            </li>
          ))}
        </ul>
      </nav>
      {description.tags.map(({ name }) => (
        <div key={name}>
          <h2 className="border-b pb-2 text-lg font-semibold">{name}</h2>
          {operations
            .filter(({ operation }) => operation.tags.includes(name))
            .map(({ path, method, operation }) => (
              <OperationSection
                key={operation.operationId}
                path={path}
                method={method}
                operation={operation}
              />
            ))}
        </div>
      ))}
      <div className="flex flex-col gap-6">
        <h2 className="border-b pb-2 text-lg font-semibold">Schemas</h2>
        {Object.entries(description.components.schemas).map(([name, schema]) => (
          <FieldTable key={name} title={name} note={schema.description} rows={fieldRows(schema)} />
        ))}
      </div>
    </main>
  );
};
