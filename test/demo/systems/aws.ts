/** AWS in the demo: an Identity Center with two accounts, and the IAM of one of them. */
import { type AwsSimulator, startAwsSimulator } from '../../simulators/aws/aws.ts';
import { nameOf } from '../../simulators/aws/state.ts';
import { PEOPLE } from '../../simulators/people.ts';
import type { DemoSystem } from '../system.ts';

const ACCESS_KEY_ID = 'AKIALEASEHOLDDEMO';

export const demo: DemoSystem<AwsSimulator> = {
  kind: 'aws',
  secrets: { AWS_DEMO_ACCESS_KEY_ID: ACCESS_KEY_ID, AWS_DEMO_SECRET_ACCESS_KEY: 'aws-demo-secret' },
  start: ({ port, dataFile }) =>
    startAwsSimulator({
      port,
      accessKeyId: ACCESS_KEY_ID,
      assignmentMs: 800,
      ...(dataFile === undefined ? {} : { dataFile }),
    }),
  application: ({ url }) => ({
    name: 'AWS',
    url,
    credentials: {
      accessKeyId: 'env:AWS_DEMO_ACCESS_KEY_ID',
      secretAccessKey: 'env:AWS_DEMO_SECRET_ACCESS_KEY',
    },
    settings: { region: 'eu-central-1' },
    accessLevels: [
      {
        name: 'Payments production',
        entitlements: [
          { type: 'account-assignment', name: 'PowerUserAccess', parameters: { account: '210987654321' } },
        ],
      },
      { name: 'Payments engineers', entitlements: [{ type: 'group', name: 'Payments-Engineers' }] },
      { name: 'Billing', entitlements: [{ type: 'iam-group', name: 'billing' }] },
    ],
  }),
  logins: Object.fromEntries(PEOPLE.map(({ email }) => [email, nameOf(email)])),
};
