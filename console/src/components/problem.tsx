/** What went wrong, in the API's own sentence, and each problem of a document. */
import { Alert, List } from '@mantine/core';
import { ApiProblem } from '../api/client.ts';

export function Problem({ error }: { error: unknown }) {
  if (error === null || error === undefined) return null;
  const problems = error instanceof ApiProblem ? error.problems : [];
  return (
    <Alert color="red" variant="light" role="alert" title={titleOf(error)}>
      {error instanceof Error ? error.message.split('\n')[0] : String(error)}
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

function titleOf(error: unknown): string {
  if (!(error instanceof ApiProblem)) return 'The operation failed';
  if (error.problems.length > 0) return 'It was not saved';
  return error.status === 404 ? 'Not found' : 'The operation failed';
}
