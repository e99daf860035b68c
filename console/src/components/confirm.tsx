/** Asks for confirmation before an irreversible action. If the API refuses, the dialog stays open with the reason. */
import { Button, Group, Modal, Stack } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { Problem } from './problem.tsx';

export function Confirm(props: {
  readonly opened: boolean;
  readonly title: string;
  readonly action: string;
  readonly color?: string;
  readonly disabled?: boolean;
  readonly children: ReactNode;
  onClose(): void;
  onConfirm(): Promise<unknown>;
}) {
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const close = (): void => {
    setError(undefined);
    props.onClose();
  };
  const confirm = async (): Promise<void> => {
    setBusy(true);
    setError(undefined);
    try {
      await props.onConfirm();
      close();
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal opened={props.opened} onClose={close} title={props.title} closeButtonProps={{ 'aria-label': 'Close' }}>
      <Stack>
        {props.children}
        <Problem error={error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            Cancel
          </Button>
          <Button color={props.color ?? 'lease'} loading={busy} disabled={props.disabled ?? false} onClick={confirm}>
            {props.action}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
