/** The people of acme.test, the same in every simulated system. */
export interface SimulatedPerson {
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly department: string;
  readonly title: string;
  readonly manager?: string;
  readonly oktaId: string;
  readonly jiraId: string;
  /** Whether Jira shows their e-mail to others. */
  readonly emailHidden?: boolean;
}

export const PEOPLE: readonly SimulatedPerson[] = [
  {
    email: 'alice@acme.test',
    firstName: 'Alice',
    lastName: 'Engineer',
    department: 'Engineering',
    title: 'Developer',
    manager: 'lead@acme.test',
    oktaId: '00ualice0000000001',
    jiraId: '712020:a11ce000-0000-4000-8000-000000000001',
  },
  {
    email: 'bob@acme.test',
    firstName: 'Bob',
    lastName: 'Payer',
    department: 'Payments',
    title: 'Analyst',
    manager: 'lead@acme.test',
    oktaId: '00ubob000000000002',
    jiraId: '712020:b0b00000-0000-4000-8000-000000000002',
  },
  {
    email: 'carol@acme.test',
    firstName: 'Carol',
    lastName: 'Security',
    department: 'Platform',
    title: 'Security Engineer',
    oktaId: '00ucarol0000000003',
    jiraId: '712020:ca001000-0000-4000-8000-000000000003',
  },
  {
    email: 'dave@acme.test',
    firstName: 'Dave',
    lastName: 'Oncall',
    department: 'Platform',
    title: 'SRE',
    manager: 'lead@acme.test',
    oktaId: '00udave00000000004',
    jiraId: '712020:da0e0000-0000-4000-8000-000000000004',
  },
  {
    email: 'lead@acme.test',
    firstName: 'Liam',
    lastName: 'Lead',
    department: 'Engineering',
    title: 'Team Lead',
    manager: 'admin@acme.test',
    oktaId: '00ulead00000000005',
    jiraId: '712020:1f5f5b0a-3f6c-4e0e-8a57-2b1c4f8f7a01',
  },
  {
    email: 'it-owner@acme.test',
    firstName: 'Ines',
    lastName: 'Owner',
    department: 'IT',
    title: 'IT Manager',
    oktaId: '00uowner0000000006',
    jiraId: '712020:0e0e0000-0000-4000-8000-000000000006',
  },
  {
    email: 'rosa@acme.test',
    firstName: 'Rosa',
    lastName: 'Requester',
    department: 'Engineering',
    title: 'Developer',
    manager: 'lead@acme.test',
    oktaId: '00urosa00000000007',
    jiraId: 'qm:6d3cd0a1-0b43-4be7-8d83-4a1c7d2b9b11:3a5b0f0e-5f7e-4a34-9d7b-0f6a6a5c9f10',
  },
  {
    email: 'mallory@acme.test',
    firstName: 'Mallory',
    lastName: 'Mover',
    department: 'Sales',
    title: 'Agent',
    oktaId: '00umallory00000008',
    jiraId: '712020:ba110000-0000-4000-8000-000000000008',
  },
  {
    email: 'admin@acme.test',
    firstName: 'Ada',
    lastName: 'Admin',
    department: 'IT',
    title: 'Head of IT',
    oktaId: '00uadmin0000000009',
    jiraId: '712020:ad300000-0000-4000-8000-000000000009',
  },
];

/** The account that Leasehold uses in Jira. */
export const BOT = {
  email: 'leasehold-bot@acme.test',
  jiraId: '712020:9c0b6f2e-7a55-4d3c-b1aa-6f1d2f3e4b02',
  displayName: 'leasehold-bot',
} as const;
