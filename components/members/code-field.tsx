"use client";

import { useState, type ComponentProps } from "react";
import { Button } from "@/components/ui/button";
import { Field, Input } from "@/components/ui/field";

/** A one-time password, or a recovery code in its place. */
export const CodeField = (input: Omit<ComponentProps<typeof Input>, "type" | "autoComplete">) => {
  const [isRecovery, setIsRecovery] = useState(false);
  return (
    <div className="grid justify-items-start gap-1.5">
      <div className="w-full">
        <Field
          label={isRecovery ? "Recovery code" : "One-time password"}
          hint={
            isRecovery
              ? "One of the ten that you kept when you set this up. Each works once."
              : "The six digits that your authenticator app shows now."
          }
        >
          {(control) => (
            <Input
              {...control}
              {...input}
              key={String(isRecovery)}
              type="text"
              inputMode={isRecovery ? "text" : "numeric"}
              autoComplete={isRecovery ? "off" : "one-time-code"}
              autoCapitalize={isRecovery ? "characters" : "none"}
              autoCorrect="off"
              spellCheck={false}
              className="font-mono"
            />
          )}
        </Field>
      </div>
      <Button look="quiet" size="small" className="-ml-2" onClick={() => setIsRecovery(!isRecovery)}>
        {isRecovery ? "Use a one-time password" : "Use a recovery code"}
      </Button>
    </div>
  );
};
