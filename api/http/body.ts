/** Reads a request's body, with the size limit and media types of the route. */
import express, { type RequestHandler } from 'express';
import { parseYaml } from '../../config/document/parse.ts';
import { LeaseholdError } from '../../domain/errors.ts';
import type { AnyDeclaration } from './route.ts';

const JSON_TYPE = 'application/json';
export const YAML_TYPE = 'application/yaml';
export const FORM_TYPE = 'application/x-www-form-urlencoded';
/** Accepts any media type, as bytes. */
export const BYTES = '*/*';
const LIMIT = 64 * 1024;

/** The media types that a route accepts. */
export function bodyTypesOf({ bodyTypes }: Pick<AnyDeclaration, 'bodyTypes'>): readonly string[] {
  return bodyTypes ?? [JSON_TYPE];
}

export function readBody(declaration: AnyDeclaration): RequestHandler[] {
  if (declaration.body === undefined) return [];
  const types = bodyTypesOf(declaration);
  const limit = declaration.bodyLimit ?? LIMIT;
  if (types.includes(BYTES)) return [express.raw({ type: () => true, limit })];
  return [
    requireType(types),
    express.json({ limit, strict: false, type: JSON_TYPE }),
    ...(types.includes(FORM_TYPE) ? [express.urlencoded({ limit, extended: false, type: FORM_TYPE })] : []),
    ...readYaml(types, limit),
    orEmpty,
  ];
}

/** An absent body counts as an empty object, so that the schema reports the missing members. */
const orEmpty: RequestHandler = (request, _response, next) => {
  request.body ??= {};
  next();
};

function requireType(types: readonly string[]): RequestHandler {
  return (request, _response, next) => {
    const empty =
      request.headers['transfer-encoding'] === undefined && Number(request.get('content-length') ?? 0) === 0;
    if (!empty && !request.is([...types]))
      throw new LeaseholdError(
        'LH_UNSUPPORTED_MEDIA',
        `Send the body as ${types.join(' or ')}, with that Content-Type.`,
      );
    next();
  };
}

function readYaml(types: readonly string[], limit: number): RequestHandler[] {
  if (!types.includes(YAML_TYPE)) return [];
  return [
    express.text({ limit, type: YAML_TYPE }),
    (request, _response, next) => {
      if (typeof request.body === 'string' && request.is(YAML_TYPE)) request.body = parseYaml(request.body, 'body');
      next();
    },
  ];
}
