"use client";

import { useState } from "react";
import type { DialogProps } from "./dialog-box";
import { onDemand } from "./on-demand";

const box = onDemand(() => import("./dialog-box"));

/** A modal dialog (see DialogBox), without its code on a page where none was opened yet. */
export const Dialog = (props: DialogProps) => {
  // It stays until it has closed.
  const [wasOpened, setWasOpened] = useState(props.isOpen);
  if (props.isOpen && !wasOpened) setWasOpened(true);
  const loaded = box.use(wasOpened);
  return loaded !== undefined && <loaded.DialogBox {...props} />;
};
