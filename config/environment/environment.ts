/** The only file that reads the environment: names and defaults are those of docs/operating.md. */
import { z } from 'zod';

/** A variable has an unusable value. The message names it and says what it must be. */
export class EnvironmentError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'EnvironmentError';
  }
}

const port = z.coerce.number().int().min(0).max(65_535);
const schema = z.object({
  LEASEHOLD_CONFIG: z.string().min(1).default('./leasehold.yaml'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must be postgres://…')
    .optional(),
  LEASEHOLD_DATA: z.string().min(1).default('./.leasehold'),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: port.default(8080),
  PUBLIC_URL: z.url('must be an address like https://leasehold.acme.test').optional(),
  TEMPORAL_UI_URL: z.url('must be an address like http://127.0.0.1:8233').default('http://127.0.0.1:8233'),
  LEASEHOLD_API_TOKENS: z.string().min(1).optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  METRICS_PORT: port.optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: z.string().optional(),
  LEASEHOLD_RATE_LIMIT: z.coerce.number().int().min(1).default(600),
  NODE_ENV: z.string().optional(),
});

/** The settings of a process; addresses have no trailing slash. */
export interface Environment {
  readonly configFile: string;
  readonly databaseUrl: string | undefined;
  readonly dataFolder: string;
  readonly host: string;
  readonly port: number;
  readonly publicUrl: string;
  readonly temporalUiUrl: string;
  readonly apiTokensFile: string | undefined;
  readonly logLevel: string;
  readonly metricsPort: number | undefined;
  /** Requests per minute that one token or person may make to one API process. */
  readonly rateLimit: number;
  /** NODE_ENV is `production`: demo features are off. */
  readonly production: boolean;
}

/**
 * Reads and checks the environment once.
 * @throws EnvironmentError naming every unusable variable.
 */
export function readEnvironment(variables: Readonly<Record<string, string | undefined>> = process.env): Environment {
  const given = Object.fromEntries(
    Object.entries(variables).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    throw new EnvironmentError(
      parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('\n'),
    );
  }
  const values = parsed.data;
  return {
    configFile: values.LEASEHOLD_CONFIG,
    databaseUrl: values.DATABASE_URL,
    dataFolder: values.LEASEHOLD_DATA,
    host: values.HOST,
    port: values.PORT,
    publicUrl: (values.PUBLIC_URL ?? `http://${values.HOST}:${values.PORT}`).replace(/\/+$/, ''),
    temporalUiUrl: values.TEMPORAL_UI_URL.replace(/\/+$/, ''),
    apiTokensFile: values.LEASEHOLD_API_TOKENS,
    logLevel: values.LOG_LEVEL,
    metricsPort: values.METRICS_PORT,
    rateLimit: values.LEASEHOLD_RATE_LIMIT,
    production: values.NODE_ENV === 'production',
  };
}

/** A variable that the configuration references as `env:NAME`. */
export function environmentVariable(name: string): string | undefined {
  return process.env[name];
}

/**
 * LEASEHOLD_ENCRYPTION_KEY as 32 bytes; undefined if it is not set.
 * @throws EnvironmentError if it is anything else.
 */
export function encryptionKey(): Buffer | undefined {
  const value = environmentVariable('LEASEHOLD_ENCRYPTION_KEY');
  if (value === undefined || value === '') return undefined;
  const key = Buffer.from(value, 'base64');
  if (key.length !== 32)
    throw new EnvironmentError('LEASEHOLD_ENCRYPTION_KEY must be 32 bytes in base64 (openssl rand -base64 32).');
  return key;
}
