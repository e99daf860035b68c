/** Downloads the configuration in force as a file, in the format of `leasehold config export`. */
import { Button } from '@mantine/core';
import { mayDo, useMe } from '../api/me.ts';

export function ConfigurationFile() {
  const me = useMe();
  // The file can be applied again only with its sealed credentials. Only people with write permission get them.
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
