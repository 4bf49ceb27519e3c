import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Stack } from 'aws-cdk-lib/core';
import { Properties } from '../model/template-value';

/**
 * What a task definition says so far of images, logs and secrets, by the names of CloudFormation.
 *
 * Container by container: rendering the whole of it before all aspects have run would be final, and add a log router that may still come.
 */
export function currentProperties(taskDefinition: ecs.TaskDefinition): Properties {
  const containers = taskDefinition.node.children.filter((child) => child instanceof ecs.ContainerDefinition);
  const rendered = containers.map((container) => reaching(container.renderContainerDefinition()));
  return { ContainerDefinitions: Stack.of(taskDefinition).resolve(rendered) };
}

/** What does not reach out is left as it is: a user's lazy values may still change. */
function reaching(container: ecs.CfnTaskDefinition.ContainerDefinitionProperty): Properties {
  const { environmentFiles, firelensConfiguration, image, logConfiguration, repositoryCredentials, secrets } = container as Written;
  const { logDriver, options, secretOptions } = logConfiguration ?? {};
  return {
    Image: image,
    LogConfiguration: { LogDriver: logDriver, Options: options, SecretOptions: (secretOptions ?? []).map(valueFrom) },
    Secrets: (secrets ?? []).map(valueFrom),
    EnvironmentFiles: environmentFiles,
    FirelensConfiguration: firelensConfiguration && { Options: firelensConfiguration.options },
    RepositoryCredentials: repositoryCredentials,
  };
}

function valueFrom(secret: ecs.CfnTaskDefinition.SecretProperty): Properties {
  return { ValueFrom: secret.valueFrom };
}

/** The L2 writes plain values where an L1 could hold tokens. */
interface Written {
  readonly environmentFiles?: ecs.CfnTaskDefinition.EnvironmentFileProperty[];
  readonly firelensConfiguration?: ecs.CfnTaskDefinition.FirelensConfigurationProperty;
  readonly image: string;
  readonly logConfiguration?: {
    readonly logDriver: string;
    readonly options?: Record<string, string>;
    readonly secretOptions?: ecs.CfnTaskDefinition.SecretProperty[];
  };
  readonly repositoryCredentials?: ecs.CfnTaskDefinition.RepositoryCredentialsProperty;
  readonly secrets?: ecs.CfnTaskDefinition.SecretProperty[];
}
