import { Field, Textarea } from "@/components/ui/field";
import { metadataTextLengthMax } from "@/lib/deletions/scope/metadata-text";

/** The metadata of a scope as JSON, checked while it is typed. Ctrl or ⌘ Enter previews, as Enter is a line here. */
export const MetadataField = ({
  text,
  problem,
  onTextChange,
}: {
  text: string;
  problem: string | undefined;
  onTextChange: (text: string) => void;
}) => (
  <Field
    label="Metadata (JSON)"
    problem={problem}
    hint={'An object whose values are text, numbers, true, false or null, for example {"tier": "gold"}.'}
  >
    {(control) => (
      <Textarea
        {...control}
        value={text}
        maxLength={metadataTextLengthMax}
        rows={2}
        spellCheck={false}
        autoComplete="off"
        className="font-mono text-xs!"
        onChange={(event) => onTextChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey))
            event.currentTarget.form?.requestSubmit();
        }}
      />
    )}
  </Field>
);
