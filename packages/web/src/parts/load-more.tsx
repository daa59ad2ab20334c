// The end of a list that comes page by page: the next page at the press of a button.
import { Button } from './button.js';

export function LoadMore(props: {
  word?: string;
  list: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage(): Promise<unknown> };
}) {
  const { list } = props;
  if (!list.hasNextPage) return null;
  return (
    <div className="flex justify-center py-4">
      <Button size="sm" disabled={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
        {props.word ?? 'Show older ones'}
      </Button>
    </div>
  );
}
