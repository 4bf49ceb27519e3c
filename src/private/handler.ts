import * as path from 'path';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import { Construct, IConstruct } from 'constructs';
import { acknowledgeUnscopedActions } from './acknowledge';
import { InlineRole } from './inline-role';

/** The same from `src/private` and from `lib/private`. */
const HANDLERS = path.join(__dirname, '..', '..', 'handlers');

/** What a handler runs. */
export interface HandlerProps {
  /** Folder under `handlers`, with an `index.js`. */
  readonly folder: string;
  /** What `index.js` exports it as; `handler` where it is absent. */
  readonly export?: string;
  readonly description: string;
  readonly timeout: Duration;
  readonly environment?: Record<string, string>;
  /** What it may do, whoever uses it. */
  readonly statements?: iam.PolicyStatement[];
}

/** Code of this library in Lambda: it may do what its role is granted, and its logs end with the stack. */
export interface Handler {
  readonly function: lambda.Function;
  readonly role: iam.Role;
  readonly logGroup: logs.LogGroup;
}

/** Makes a handler of the scope's own. */
export function makeHandler(scope: Construct, props: HandlerProps): Handler {
  // Deleted with the stack, and not made again by a run that ends late: the role cannot create groups.
  const logGroup = new logs.LogGroup(scope, 'LogGroup', { retention: logs.RetentionDays.ONE_MONTH, removalPolicy: RemovalPolicy.DESTROY });
  const role = new InlineRole(scope, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
  logGroup.grantWrite(role);
  props.statements?.forEach((statement) => role.addToPrincipalPolicy(statement));
  acknowledgeUnscopedActions(role);
  return {
    logGroup,
    role,
    function: new lambda.Function(scope, 'Function', {
      description: props.description,
      code: lambda.Code.fromAsset(path.join(HANDLERS, props.folder)),
      handler: `index.${props.export ?? 'handler'}`,
      runtime: lambda.Runtime.NODEJS_LATEST,
      memorySize: 128,
      timeout: props.timeout,
      role,
      logGroup,
      // Errors and what was done; not the start and end of every run.
      loggingFormat: lambda.LoggingFormat.JSON,
      systemLogLevelV2: lambda.SystemLogLevel.WARN,
      environment: props.environment,
    }),
  };
}

const shared = new WeakMap<IConstruct, Handler>();

/** The handler that everything in a stack shares under this id, made at the first call. */
export function handlerOfStack(scope: Construct, id: string, props: HandlerProps): Handler {
  const stack = Stack.of(scope);
  const owner = stack.node.tryFindChild(id) as Construct | undefined ?? new Construct(stack, id);
  const handler = shared.get(owner) ?? makeHandler(owner, props);
  shared.set(owner, handler);
  return handler;
}
