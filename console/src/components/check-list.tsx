/** Named checks with their result and advice. In a long list the failed checks come first. */
import { List, Text, ThemeIcon } from '@mantine/core';

interface NamedCheck {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
  /** Advice, and the page where to follow it. */
  readonly mend?: string | null;
  readonly link?: string | null;
}

/** A list with more checks than this folds the passed ones away. */
const AT_A_GLANCE = 8;

/** Details span several lines and contain long addresses without spaces. */
const STYLES = {
  itemWrapper: { alignItems: 'flex-start' },
  itemLabel: { minWidth: 0, overflowWrap: 'anywhere' },
} as const;

export function CheckList({ checks }: { checks: readonly NamedCheck[] }) {
  const wrong = checks.filter((check) => !check.ok);
  const well = checks.filter((check) => check.ok);
  if (checks.length <= AT_A_GLANCE) return <Lines checks={checks} />;
  return (
    <>
      <Lines checks={wrong} />
      <details className="folded-checks">
        <summary>
          {well.length} {well.length === 1 ? 'check' : 'checks'} passed
        </summary>
        <Lines checks={well} />
      </details>
    </>
  );
}

function Lines({ checks }: { checks: readonly NamedCheck[] }) {
  return (
    <List spacing="xs" mt="sm" size="sm" styles={STYLES}>
      {checks.map((check) => (
        <List.Item
          key={`${check.name} ${check.detail}`}
          icon={
            <ThemeIcon size={20} radius="xl" color={check.ok ? 'lease' : 'red'} aria-hidden="true">
              {check.ok ? '✓' : '✕'}
            </ThemeIcon>
          }
        >
          <Text span fw={600} size="sm">
            {check.name}: {check.ok ? 'ok' : 'not ok'}
          </Text>{' '}
          {check.detail}
          {check.ok || !check.mend ? null : (
            <Text size="sm" mt={2}>
              → {check.mend} {check.link ? <a href={check.link}>Open the page</a> : null}
            </Text>
          )}
        </List.Item>
      ))}
    </List>
  );
}
