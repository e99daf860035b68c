/**
 * Reads a document that may be broken. Every check goes as far as it can, so that all problems are reported at once.
 */
import { parseDuration } from '../../../domain/duration.ts';

export type Path = readonly (string | number)[];

/** One thing wrong, at a place in the document. */
export interface Finding {
  readonly path: Path;
  /** A sentence without its subject, which is the place: `there is no application "x"`. */
  readonly message: string;
}

/** A place in a document. A value of another shape than the one asked for reads as absent. */
export class Part {
  readonly value: unknown;
  readonly path: Path;

  constructor(value: unknown, path: Path = []) {
    this.value = value;
    this.path = path;
  }

  at(...keys: readonly string[]): Part {
    return keys.reduce<Part>((part, key) => {
      const { value } = part;
      const inside = typeof value === 'object' && value !== null && !Array.isArray(value) && Object.hasOwn(value, key);
      return new Part(inside ? (value as Record<string, unknown>)[key] : undefined, [...part.path, key]);
    }, this);
  }

  get isThere(): boolean {
    return this.value !== undefined && this.value !== null;
  }

  /** Trimmed; absent when empty. */
  get text(): string | undefined {
    return typeof this.value === 'string' && this.value.trim() !== '' ? this.value.trim() : undefined;
  }

  /** For names that compare without case. */
  get name(): string | undefined {
    return this.text?.toLowerCase();
  }

  /** Milliseconds. */
  get duration(): number | undefined {
    return typeof this.value === 'string' ? parseDuration(this.value) : undefined;
  }

  get items(): readonly Part[] {
    return Array.isArray(this.value) ? this.value.map((each, index) => new Part(each, [...this.path, index])) : [];
  }

  get entries(): readonly (readonly [string, Part])[] {
    const { value } = this;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
    return Object.keys(value).map((key) => [key, this.at(key)]);
  }
}

/** Collects problems and warnings. */
export interface Report {
  /** Makes the document unusable. */
  problem(where: Part, message: string): void;
  /** The document works, but with a surprising effect. */
  warning(where: Part, message: string): void;
}

/** `rules[0].when.department` */
export function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, part) =>
      typeof part === 'number' ? `${text}[${part}]` : text === '' ? String(part) : `${text}.${String(part)}`,
    '',
  );
}
