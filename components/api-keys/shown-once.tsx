import { Notice } from "@/components/ui/notice";
import { SecretField } from "@/components/ui/secret-field";
import type { NewApiKey } from "@/lib/api-keys/types";

/** A new key, in the only place it is ever shown. */
export const ShownOnce = ({ made: { apiKey, key } }: { made: NewApiKey }) => (
  <div className="grid gap-4">
    <Notice look="warning">
      This key will not be shown again. Lethe keeps only its digest: if you lose it, revoke it and create
      another.
    </Notice>
    <SecretField
      label={`Key of ${apiKey.name}`}
      hint="Keep it with your other secrets, not in code."
      value={key}
      copyLabel="Copy the key"
    />
  </div>
);
