import { cellClasses, PlainTable, rowClasses } from "@/components/ui/plain-table";
import { totalOf, type BarRange, type ChartBar, type ChartSeries } from "./chart-types";

/** The numbers of a chart as a table, the last bar first. */
export const BarTable = ({
  label,
  bars,
  series,
  onRange,
}: {
  label: string;
  bars: readonly ChartBar[];
  series: readonly ChartSeries[];
  onRange?: (range: BarRange) => void;
}) => (
  <div className="max-h-72 overflow-y-auto">
    <PlainTable
      label={label}
      titles={["", ...series.map((one) => one.label), ...(series.length > 1 ? ["Total"] : [])]}
    >
      {bars
        .map((bar, index) => (
          <tr key={bar.key} className={rowClasses}>
            <th scope="row" className={`${cellClasses} font-medium`}>
              {onRange === undefined ? (
                bar.label
              ) : (
                <button
                  type="button"
                  className="text-accent hover:underline"
                  onClick={() => onRange({ from: index, to: index })}
                >
                  {bar.label}
                </button>
              )}
            </th>
            {bar.values.map((value, at) => (
              <td key={at} className={cellClasses}>
                {value.toLocaleString("en")}
              </td>
            ))}
            {series.length > 1 && <td className={cellClasses}>{totalOf(bar).toLocaleString("en")}</td>}
          </tr>
        ))
        .toReversed()}
    </PlainTable>
  </div>
);
