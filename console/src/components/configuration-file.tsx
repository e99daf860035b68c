/** The configuration in force as a file, as `leasehold config export` writes it: for set-up, for safekeeping, for another installation. */
import { Button } from '@mantine/core';
import { mayDo, useMe } from '../api/me.ts';

export function ConfigurationFile() {
  const me = useMe();
  // Sealed credentials, without which the file could not be applied again, are for who may change them.
  const sealed = mayDo(me, 'configuration.write') ? 'include' : 'hide';
  return (
    <Button
      component="a"
      variant="default"
      href={`/api/v1/configuration?format=yaml&sealed=${sealed}`}
      download="leasehold.yaml"
    >
      Download leasehold.yaml
    </Button>
  );
}
