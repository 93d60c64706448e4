"use client";

import { paletteFrameClasses, paletteInputClasses, palettePlaceholder } from "./palette-looks";
import type { PaletteStart } from "./palette-start";

/** Takes what is typed while the palette is on its way: the page would take it for its own keys. */
export const PaletteComing = ({
  start,
  onChange,
  onClose,
}: {
  start: PaletteStart;
  onChange: (start: PaletteStart) => void;
  onClose: () => void;
}) => (
  <div role="dialog" aria-label="Command palette" aria-busy className={paletteFrameClasses}>
    <input
      autoFocus
      value={start.text}
      onChange={({ target }) => onChange({ ...start, text: target.value, isEntered: false })}
      onKeyDown={({ key }) => {
        if (key === "Escape") onClose();
        if (key === "Enter") onChange({ ...start, isEntered: true });
      }}
      aria-label={palettePlaceholder}
      placeholder={palettePlaceholder}
      className={paletteInputClasses}
    />
  </div>
);
