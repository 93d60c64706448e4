import type { ReactNode } from "react";
import { VisibleText } from "@/components/ui/visible-text";
import { withNamedInvisible } from "@/lib/text/invisible-characters";

export const cellClasses = "h-9 px-4 whitespace-nowrap";
const headClasses = "h-8 px-4 font-medium whitespace-nowrap text-muted";

/**
 * A table that is read rather than worked in; `children` are its rows. It may be wider than the screen, and can be scrolled
 * with the keyboard. `hasActions`: a last column holds what can be done with a row.
 */
export const PlainTable = ({
  label,
  titles,
  hasActions = false,
  children,
}: {
  label: string;
  titles: readonly string[];
  hasActions?: boolean;
  children: ReactNode;
}) => (
  // "relative" for the hidden texts in it, which would make the page as wide as the table.
  <div
    role="region"
    aria-label={`${label}, scrolls sideways`}
    tabIndex={0}
    className="relative overflow-x-auto border-y"
  >
    <table aria-label={label} className="w-full text-left text-sm">
      <thead>
        <tr>
          {titles.map((title) => (
            <th key={title} scope="col" className={headClasses}>
              {title}
            </th>
          ))}
          {hasActions && (
            <th scope="col" className={`${headClasses} sticky right-0 bg-canvas`}>
              <span className="sr-only">Actions</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  </div>
);

/** A row, and the cell of what can be done with it, which stays in view when the table is scrolled sideways. */
export const rowClasses = "border-t bg-canvas hover:bg-hover";
export const ActionsCell = ({ children }: { children?: ReactNode }) => (
  <td className={`${cellClasses} sticky right-0 bg-inherit text-right align-middle`}>{children}</td>
);

/** The cell that names its row. */
export const NameCell = ({ name }: { name: string }) => (
  <th scope="row" className={`${cellClasses} font-medium`}>
    <bdi className="block max-w-64 truncate" title={withNamedInvisible(name)}>
      <VisibleText text={name} />
    </bdi>
  </th>
);
