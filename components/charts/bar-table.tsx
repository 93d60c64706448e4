import { cellClasses, PlainTable, rowClasses } from "@/components/ui/plain-table";
import { totalOf, type ChartBar, type ChartSeries } from "./chart-types";

/** The numbers of a chart as a table, the last bar first. */
export const BarTable = ({
  label,
  barTitle,
  bars,
  series,
  onPick,
}: {
  label: string;
  barTitle: string;
  bars: readonly ChartBar[];
  series: readonly ChartSeries[];
  onPick?: (index: number) => void;
}) => (
  <div className="max-h-72 overflow-y-auto">
    <PlainTable
      label={label}
      titles={[barTitle, ...series.map((one) => one.label), ...(series.length > 1 ? ["Total"] : [])]}
    >
      {bars
        .map((bar, index) => (
          <tr key={bar.key} className={rowClasses}>
            <th scope="row" className={`${cellClasses} font-medium`}>
              {onPick === undefined ? (
                bar.label
              ) : (
                <button type="button" className="text-accent hover:underline" onClick={() => onPick(index)}>
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
