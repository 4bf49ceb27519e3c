import { entryIn, flagIn, isWritten, knownList, knownProperties, listIn, Properties, textIn } from '../template-value';

/** What a container of a template says of itself where saying nothing counts too; `undefined` is not known. */
export interface WrittenContainer {
  readonly path: string;
  readonly readonlyRoot?: boolean;
  /** Empty where none is named. */
  readonly user?: string;
  /** How many plain environment variables it has. */
  readonly variables?: number;
  readonly initProcess?: boolean;
  /** It has a health check. */
  readonly healthCheck?: boolean;
  readonly logging: WrittenLogging;
}

/** What a container of a template says of its log. */
export interface WrittenLogging {
  /** Empty where none is named. */
  readonly driver?: string;
  /** Names a log group. */
  readonly group?: boolean;
  /** Has the log group made. */
  readonly createsGroup?: boolean;
  /** Names what streams begin with. */
  readonly prefix?: boolean;
  /** Names the Region of the log group. */
  readonly region?: boolean;
  readonly mode?: string;
}

/** Reads the containers of a task definition, without those of which nothing is known. */
export function readWrittenContainers({ ContainerDefinitions: containers }: Properties): WrittenContainer[] {
  return listIn(containers).flatMap((container, index) => {
    const properties = knownProperties(container);
    return properties === undefined ? [] : [readContainer(properties, `containers[${index}]`)];
  });
}

/** Whether the containers run on Windows: a task that names no system runs on Linux. */
export function runsWindows(task: Properties): boolean | undefined {
  return textIn(entryIn(task, 'RuntimePlatform.OperatingSystemFamily', ''))?.startsWith('WINDOWS');
}

function readContainer(container: Properties, path: string): WrittenContainer {
  const option = (name: string, absent?: unknown) => entryIn(container, `LogConfiguration.Options.${name}`, absent);
  return {
    path,
    readonlyRoot: flagIn(entryIn(container, 'ReadonlyRootFilesystem', false)),
    user: textIn(entryIn(container, 'User', '')),
    variables: knownList(container.Environment)?.length,
    initProcess: flagIn(entryIn(container, 'LinuxParameters.InitProcessEnabled', false)),
    healthCheck: isWritten(container.HealthCheck),
    logging: {
      driver: textIn(entryIn(container, 'LogConfiguration.LogDriver', '')),
      group: isWritten(option('awslogs-group')),
      createsGroup: flagIn(option('awslogs-create-group', false)),
      prefix: isWritten(option('awslogs-stream-prefix')),
      region: isWritten(option('awslogs-region')),
      mode: textIn(option('mode')),
    },
  };
}
