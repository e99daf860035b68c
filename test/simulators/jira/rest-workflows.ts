/** `POST /rest/api/3/workflows`: the workflows of projects and issue types, with their approval steps. */
import express, { type Request, type Router } from 'express';
import { refusing, requireAdmin } from './answers.ts';
import { JiraRefusal } from './refusal.ts';
import type { JiraState } from './state.ts';

interface Asked {
  readonly projectAndIssueTypes?: readonly { readonly projectId?: string; readonly issueTypeId?: string }[];
}

export function workflowRoutes(state: JiraState, actor: (request: Request) => string): Router {
  const router = express.Router();
  router.post(
    '/workflows',
    requireAdmin(state, actor),
    refusing((request, response) => {
      const { projectAndIssueTypes: asked = [] } = request.body as Asked;
      const { project } = state;
      for (const { projectId, issueTypeId } of asked)
        if (project?.id !== projectId || !project?.issueTypes.some((each) => each.id === issueTypeId))
          throw new JiraRefusal(400, `There is no issue type ${issueTypeId} in the project ${projectId}.`);
      if (project === null || asked.length === 0) {
        response.json({ statuses: [], workflows: [] });
        return;
      }
      const { workflow, name } = project;
      const { approvalStep: step } = workflow;
      const used = state.statuses.filter((each) => workflow.statuses.includes(each.name));
      const transitionTo = (status: string): string =>
        workflow.transitions.find((each) => each.to === status)?.id ?? '';
      const configuration = step !== undefined && {
        active: true,
        conditionType: step.required === 'all' ? 'percent' : 'number',
        conditionValue: step.required === 'all' ? '100' : String(step.required),
        exclude: null,
        fieldId: step.fieldId,
        prePopulatedFieldId: null,
        transitionApproved: transitionTo(step.approved),
        transitionRejected: transitionTo(step.declined),
      };
      response.json({
        statuses: used.map(({ id, name: status, category }) => ({
          id,
          name: status,
          description: '',
          scope: { type: 'GLOBAL' },
          statusCategory: category,
          statusReference: id,
        })),
        workflows: [
          {
            id: `workflow-of-${project.id}`,
            name: `Workflow of ${name}`,
            description: '',
            isEditable: true,
            scope: { type: 'GLOBAL' },
            // Only with the parameter; without it, the steps are in properties, the older format.
            statuses: used.map(({ id, name: status }) => ({
              statusReference: id,
              deprecated: false,
              properties: {},
              ...(request.query.useApprovalConfiguration === 'true' && configuration && step?.status === status
                ? { approvalConfiguration: configuration }
                : {}),
            })),
            transitions: workflow.transitions.map((each) => ({ id: each.id, name: each.to, type: 'GLOBAL' })),
          },
        ],
      });
    }),
  );
  return router;
}
