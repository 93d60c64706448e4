import { CopyButton } from "./copy-button";
import { Field, Input } from "./field";

/** A secret, in the only place it is ever shown. */
export const SecretField = ({
  label,
  hint,
  value,
  copyLabel,
}: {
  label: string;
  hint: string;
  value: string;
  copyLabel: string;
}) => (
  <Field label={label} hint={hint}>
    {(control) => (
      <div className="flex items-center gap-1">
        <Input
          {...control}
          readOnly
          // Here the dialog has something new to say, and selected it can be copied by hand, too.
          autoFocus
          value={value}
          spellCheck={false}
          autoComplete="off"
          onFocus={(event) => event.target.select()}
          className="min-w-0 flex-1 font-mono text-xs!"
        />
        <CopyButton text={value} label={copyLabel} />
      </div>
    )}
  </Field>
);
