import { chipWords, groupWords, type FilterGroup } from "@/lib/filters/condition-words";
import { Chip, ChipButton } from "./chip";
import { useFilterFields } from "./filter-fields";

/** A group of conditions as a chip; it opens in the editor for nested filters. */
export const GroupChip = ({
  group,
  onOpen,
  onRemove,
}: {
  group: FilterGroup;
  onOpen: () => void;
  onRemove: () => void;
}) => {
  const { fields } = useFilterFields();
  const sentence = chipWords(group, fields);
  const { match, parts } = groupWords(group, fields);
  return (
    <Chip removeLabel={`Remove condition ${sentence}`} onRemove={onRemove}>
      <ChipButton
        onRemove={onRemove}
        onClick={onOpen}
        aria-haspopup="dialog"
        aria-label={sentence}
        title={sentence}
      >
        <span className="shrink-0 text-muted">{match}:</span>
        <bdi className="max-w-96 truncate">{parts}</bdi>
      </ChipButton>
    </Chip>
  );
};
