import { Button } from "@/components/ui/button";
import { ViewState } from "@/components/ui/view-state";

export const EmptyTickets = ({
  isFiltered,
  isLaterPage,
  onClear,
  onFirstPage,
}: {
  isFiltered: boolean;
  isLaterPage: boolean;
  onClear: () => void;
  onFirstPage: () => void;
}) => {
  if (isLaterPage) {
    return (
      <ViewState
        title="There are no more tickets"
        action={<Button onClick={onFirstPage}>Show the first</Button>}
      />
    );
  }
  if (isFiltered) {
    return (
      <ViewState
        title="No ticket matches this filter"
        action={<Button onClick={onClear}>Clear filter</Button>}
      >
        A ticket that comes to match appears here by itself.
      </ViewState>
    );
  }
  return (
    <ViewState title="No open tickets">
      A ticket is a person’s request to be erased. It keeps the day by which the law wants an answer, what was
      found and deleted, and the evidence. Closed tickets are shown by the filter.
    </ViewState>
  );
};
