"use client";

import { Plus } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import type { StoreChoice } from "@/lib/stores/shown-store";

// With the filter builder, only for who places one.
const PlaceHoldDialog = dynamic(() => import("./place-hold-dialog").then((module) => module.PlaceHoldDialog));

/** Places a hold. */
export const PlaceHold = ({ stores }: { stores: readonly StoreChoice[] }) => {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button look="primary" onClick={() => setIsOpen(true)}>
        <Plus size={14} aria-hidden />
        Place hold
      </Button>
      {isOpen && <PlaceHoldDialog stores={stores} onClose={() => setIsOpen(false)} />}
    </>
  );
};
