import { Skeleton } from "@/components/ui/skeleton";
import type { Density } from "./table-preferences";

const barWidths = ["w-4/5", "w-3/5", "w-2/3", "w-1/2", "w-3/4"];

/** Rows of grey bars of the rows' own height, while the first page is being read. */
export const SkeletonRows = ({
  count,
  columnCount,
  density,
  hasCheckbox,
}: {
  count: number;
  columnCount: number;
  density: Density;
  hasCheckbox: boolean;
}) => (
  <>
    {Array.from({ length: count }, (_, index) => (
      <tr key={index} aria-hidden data-density={density} className="group/row bg-surface">
        {hasCheckbox && (
          <td className="row-cell pl-4">
            <Skeleton className="size-4" />
          </td>
        )}
        {Array.from({ length: columnCount }, (_, column) => (
          <td key={column} className="row-cell">
            <Skeleton className={barWidths[(index + column * 3) % barWidths.length]} />
          </td>
        ))}
        <td className="border-b p-0" />
      </tr>
    ))}
  </>
);
