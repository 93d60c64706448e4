"use client";

import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { Field, Textarea } from "@/components/ui/field";

/** Keys of another Lethe, or ones that were saved before: pasted, or chosen as a file. What is none is said, and not used. */
export const GivenKeys = ({
  keys,
  onChange,
}: {
  keys: string | null;
  onChange: (keys: string | null) => void;
}) => {
  const [text, setText] = useState("");
  const fileId = useId();
  const { data: keyIds } = useQuery({
    queryKey: ["given certificate keys", text],
    queryFn: async () => {
      const [{ readPublicKeys }, { readVerifierKeys }] = await Promise.all([
        import("@/lib/certificates/public-keys"),
        import("@/lib/ledger/log/given-keys"),
      ]);
      const verifierKeys = readVerifierKeys(text)?.map(({ kind, name }) => `the ${kind} ${name}`);
      return verifierKeys ?? readPublicKeys(text)?.map(({ keyId }) => keyId) ?? null;
    },
    enabled: text.trim() !== "",
    staleTime: Infinity,
    gcTime: 0,
  });
  const isEmpty = text.trim() === "";
  const change = (next: string) => {
    setText(next);
    onChange(next.trim() === "" ? null : next);
  };
  return (
    <details open={keys !== null || undefined} className="text-sm">
      <summary className="cursor-pointer text-muted">
        Check against the keys of another Lethe, or without a connection
      </summary>
      <div className="grid max-w-[70ch] gap-2 pt-3">
        <Field
          label="Public keys"
          hint="Of certificates: PEM, the key in base64, or what the other Lethe answers at /api/certificates/key. Of proof bundles: the verifier key of its log, and of the witnesses that must have signed it, one a line. Take them from somebody you trust, and not from the file’s sender."
          problem={
            !isEmpty && keyIds === null
              ? "This is neither an Ed25519 public key nor a verifier key."
              : undefined
          }
        >
          {(control) => (
            <Textarea
              {...control}
              value={text}
              rows={4}
              spellCheck={false}
              className="font-mono text-xs"
              onChange={(event) => change(event.target.value)}
            />
          )}
        </Field>
        <div className="flex flex-wrap items-center gap-2">
          <label htmlFor={fileId} className="text-muted">
            or a file with them
          </label>
          <input
            id={fileId}
            type="file"
            accept=".pem,.json,.txt"
            className="max-w-full text-xs"
            onChange={(event) => {
              const [file] = event.target.files ?? [];
              if (file !== undefined && file.size <= keyFileBytesMax) void file.text().then(change);
            }}
          />
        </div>
        <p role="status" className="font-mono text-xs break-all text-muted">
          {!isEmpty && keyIds != null && `Added: ${keyIds.join(", ")}`}
        </p>
      </div>
    </details>
  );
};

const keyFileBytesMax = 1024 * 1024;
