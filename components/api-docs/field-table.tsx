import { CodeText } from "./code-text";
import type { FieldRow } from "./schema-words";

/** Names, types and meanings of the fields in one place of a request or an answer. */
export const FieldTable = ({
  title,
  note,
  rows,
}: {
  title: string;
  note?: string | undefined;
  rows: readonly FieldRow[];
}) => (
  <div className="overflow-x-auto">
    <table className="w-full text-left text-sm">
      <caption className="pb-1 text-left text-xs font-medium text-muted">
        {title}
        {note !== undefined && (
          <span className="block max-w-prose pt-1 text-sm font-normal text-text">
            <CodeText text={note} />
          </span>
        )}
      </caption>
      <thead className="sr-only">
        <tr>
          <th>Field</th>
          <th>Type</th>
          <th>Meaning</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, type, isRequired, description }) => (
          <tr key={name} className="border-t align-top">
            <td className="w-28 py-1.5 pr-3 font-mono text-xs leading-5 break-all sm:w-44">{name}</td>
            <td className="w-28 py-1.5 pr-3 text-muted sm:w-56">
              {type}
              {isRequired && <span className="text-text"> (required)</span>}
            </td>
            <td className="py-1.5">
              <CodeText text={description} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);
