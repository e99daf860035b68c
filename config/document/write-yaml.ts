/** Writes documents as YAML that every parser reads. */
import { stringify } from 'yaml';

/** Control characters that YAML 1.2 forbids unescaped. `yaml` quotes a text that has one, but does not escape it. */
const NOT_PRINTABLE = /[\x7f-\x84\x86-\x9f]/g;

export function yamlOf(value: unknown): string {
  return stringify(value).replace(NOT_PRINTABLE, (sign) => `\\x${sign.charCodeAt(0).toString(16)}`);
}
