"use client";

import { useState, type ComponentProps, type ReactNode } from "react";
import { Button } from "./button";
import { Field, Input } from "./field";

/** A password as it is typed, hidden until its button is pressed. Pasting works, as password managers do it. */
export const PasswordField = ({
  label,
  hint,
  problem,
  ...input
}: {
  label: string;
  hint?: ReactNode;
  problem?: string | undefined;
  /** Which password a manager is to fill in. */
  autoComplete: "current-password" | "new-password";
} & Omit<ComponentProps<typeof Input>, "type" | "autoComplete">) => {
  const [isShown, setIsShown] = useState(false);
  return (
    <Field label={label} hint={hint} problem={problem}>
      {(control) => (
        <div className="flex items-center gap-1">
          <Input
            {...control}
            {...input}
            type={isShown ? "text" : "password"}
            autoCapitalize="none"
            autoCorrect="off"
            spellCheck={false}
            className="min-w-0 flex-1"
          />
          <Button
            look="quiet"
            aria-pressed={isShown}
            onClick={() => setIsShown(!isShown)}
            className="w-16 justify-center"
          >
            {isShown ? "Hide" : "Show"}
            <span className="sr-only"> password</span>
          </Button>
        </div>
      )}
    </Field>
  );
};
