/** An error: the API's sentence, and each problem of a document. */
import { Alert, List } from '@mantine/core';
import { ApiProblem } from '../api/client.ts';

export function Problem({
  error,
  title = 'Not saved',
  shownBeside = () => false,
}: {
  error: unknown;
  /** The title for an error that lists problems of a document. */
  title?: string;
  /** Selects the paths whose problems are shown beside their fields. */
  shownBeside?: (path: string) => boolean;
}) {
  if (error === null || error === undefined) return null;
  const all = error instanceof ApiProblem ? error.problems : [];
  const problems = all.filter(({ path }) => !shownBeside(path));
  const beside = all.length > 0 && problems.length < all.length;
  return (
    <Alert color="red" variant="light" role="alert" title={titleOf(error, title)}>
      {beside ? 'Correct the marked fields.' : error instanceof Error ? error.message.split('\n')[0] : String(error)}
      {problems.length === 0 ? null : (
        <List size="sm" mt="xs">
          {problems.map((each) => (
            <List.Item key={`${each.path} ${each.message}`}>
              <b>{each.path}</b> {each.message}
            </List.Item>
          ))}
        </List>
      )}
    </Alert>
  );
}

function titleOf(error: unknown, ofDocument: string): string {
  const failed = 'The operation failed';
  if (!(error instanceof ApiProblem)) return failed;
  return error.problems.length > 0 ? ofDocument : (error.title ?? failed);
}
