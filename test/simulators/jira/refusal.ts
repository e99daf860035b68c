/** Something that Jira refuses, with its words. */
export class JiraRefusal extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}
