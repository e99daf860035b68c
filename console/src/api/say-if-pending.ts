/** A decision that was sent, and of which it is not known yet whether it counts. */
import { notifications } from '@mantine/notifications';
import type { Schemas } from './client.ts';

/** Shows that it is not known yet, if the answer says so. The page shows the decision when it counts. */
export function sayIfPending(answer: object | Schemas['Pending']): void {
  if (!('outcome' in answer)) return;
  notifications.show({
    color: 'yellow',
    closeButtonProps: { 'aria-label': 'Close' },
    message: 'Sent. It is not known yet whether the decision counts. This page shows it when it does.',
  });
}
