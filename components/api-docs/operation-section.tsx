import { Badge } from "@/components/ui/badge";
import type { JsonSchema, OperationObject, ParameterObject } from "@/lib/mem0-api/open-api-types";
import { CodeText } from "./code-text";
import { FieldTable } from "./field-table";
import { fieldRows, schemaWords, type FieldRow } from "./schema-words";

/** One operation: what it does, takes and answers. */
export const OperationSection = ({
  method,
  path,
  operation,
}: {
  method: string;
  path: string;
  operation: OperationObject;
}) => {
  const { operationId, summary, description, deprecated, parameters, requestBody, responses } = operation;
  const body = requestBody?.content["application/json"].schema;
  const { 200: success, ...failures } = responses;
  return (
    <section aria-labelledby={operationId} className="flex flex-col gap-3 border-b py-6">
      <h3 id={operationId} className="flex flex-wrap items-center gap-2 text-base font-semibold">
        {summary}
        {deprecated === true && <Badge>Older version</Badge>}
      </h3>
      <p className="font-mono text-sm break-all">
        <span className="font-semibold">{method.toUpperCase()}</span> {path}
      </p>
      {description.split("\n\n").map((paragraph) => (
        <p key={paragraph} className="max-w-prose text-sm">
          <CodeText text={paragraph} />
        </p>
      ))}
      <ParameterTable title="In the path" place="path" parameters={parameters} />
      <ParameterTable title="In the query" place="query" parameters={parameters} />
      {body !== undefined && <FieldTable title="In the body" rows={fieldRows(body)} />}
      {success !== undefined && <AnswerTable schema={success.content["application/json"].schema} />}
      <FieldTable
        title="Errors"
        rows={Object.entries(failures).map(([status, { description: meaning, content }]) => ({
          name: status,
          type: schemaWords(content["application/json"].schema),
          isRequired: false,
          description: meaning,
        }))}
      />
    </section>
  );
};

const ParameterTable = ({
  title,
  place,
  parameters,
}: {
  title: string;
  place: ParameterObject["in"];
  parameters: readonly ParameterObject[];
}) => {
  const rows = parameters
    .filter((parameter) => parameter.in === place)
    .map(({ name, schema, required, description = "" }): FieldRow => ({
      name,
      type: schemaWords(schema),
      isRequired: required,
      description,
    }));
  return rows.length === 0 ? null : <FieldTable title={title} rows={rows} />;
};

const AnswerTable = ({ schema }: { schema: JsonSchema }) => {
  if (schema.properties !== undefined) return <FieldTable title="Answer" rows={fieldRows(schema)} />;
  return <p className="text-sm text-muted">Answer: {schemaWords(schema)}</p>;
};
