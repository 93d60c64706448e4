"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { onDemand } from "@/components/ui/on-demand";
import type { ShownAlarm } from "@/lib/ledger/alarms";

const dialog = onDemand(() => import("./acknowledge-dialog"));

/** The button of an admin who has taken note of an alarm. */
export const AcknowledgeAlarm = ({ alarm }: { alarm: ShownAlarm }) => {
  const [isOpen, setIsOpen] = useState(false);
  const loaded = dialog.use(isOpen);
  return (
    <>
      <Button size="small" onClick={() => setIsOpen(true)}>
        Acknowledge…
      </Button>
      {isOpen && loaded !== undefined && (
        <loaded.AcknowledgeDialog alarm={alarm} onClose={() => setIsOpen(false)} />
      )}
    </>
  );
};
