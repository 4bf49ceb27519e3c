import { Json } from '../kit';
import { task } from '../templates';

const { TaskRole: { Properties: { AssumeRolePolicyDocument: TASKS_TRUST } } } = task().Resources;

/** A statement that allows something. */
export function allowed(actions: Json, resources: Json): Json {
  return { Effect: 'Allow', Action: actions, Resource: resources };
}

/** A role of tasks, with what it allows. */
export function roleOfTasks(...statements: Json[]): Json {
  return {
    Type: 'AWS::IAM::Role',
    Properties: { AssumeRolePolicyDocument: TASKS_TRUST, Policies: [{ PolicyName: 'Own', PolicyDocument: { Version: '2012-10-17', Statement: statements } }] },
  };
}

/** A role of something else. */
export function roleOf(service: Json, ...statements: Json[]): Json {
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }] },
      Policies: [{ PolicyName: 'Own', PolicyDocument: { Version: '2012-10-17', Statement: statements } }],
    },
  };
}

/** A policy of its own, for one of the roles. */
export function policyOf(role: Json, ...statements: Json[]): Json {
  return { Type: 'AWS::IAM::Policy', Properties: { PolicyName: 'More', Roles: [role], PolicyDocument: { Version: '2012-10-17', Statement: statements } } };
}
