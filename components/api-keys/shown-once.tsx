import { CopyButton } from "@/components/ui/copy-button";
import { Field, Input } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import type { NewApiKey } from "@/lib/api-keys/types";

/** A new key, in the only place it is ever shown. */
export const ShownOnce = ({ made: { apiKey, key } }: { made: NewApiKey }) => (
  <div className="grid gap-4">
    <Notice look="warning">
      This key is not shown again. Lethe keeps only its digest: if it is lost, revoke it and create another.
    </Notice>
    <Field label={`Key of ${apiKey.name}`} hint="Keep it where secrets are kept, not in code.">
      {(control) => (
        <div className="flex items-center gap-1">
          <Input
            {...control}
            readOnly
            // Here the dialog has something new to say, and selected it can be copied by hand, too.
            autoFocus
            value={key}
            spellCheck={false}
            autoComplete="off"
            onFocus={(event) => event.target.select()}
            className="min-w-0 flex-1 font-mono text-xs!"
          />
          <CopyButton text={key} label="Copy the key" />
        </div>
      )}
    </Field>
  </div>
);
