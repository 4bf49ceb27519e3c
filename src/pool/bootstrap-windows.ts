import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Tokenization } from 'aws-cdk-lib/core';
import type { Bootstrap } from './bootstrap';

/**
 * PowerShell for the ECS-optimized images of Windows.
 *
 * The default network of Windows has no switch of its own: the hop limit of 1 keeps its tasks from the instance metadata service.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/bootstrap_windows_container_instance.html
 */
export function windowsUserData(bootstrap: Bootstrap): ec2.UserData {
  const userData = ec2.UserData.forWindows();
  userData.addCommands(
    'Import-Module ECSTools',
    ...Object.entries(variablesOf(bootstrap)).map(([name, value]) => `[Environment]::SetEnvironmentVariable('${name}', ${quoted(value)}, 'Machine')`),
    `Initialize-ECSAgent -Cluster ${quoted(bootstrap.clusterName)} -EnableTaskIAMRole -EnableTaskENI` +
      `${bootstrap.blockInstanceMetadata ? ' -AwsvpcBlockIMDS' : ''} -LoggingDrivers '["json-file","awslogs"]'`,
  );
  return userData;
}

function variablesOf({ attributes, reservedMemoryMiB, variables }: Bootstrap): Record<string, string> {
  return {
    // Linux has it by default: logs are written with the execution role of the task.
    ECS_ENABLE_AWSLOGS_EXECUTIONROLE_OVERRIDE: 'true',
    ECS_INSTANCE_ATTRIBUTES: JSON.stringify(attributes),
    ...reservedMemoryMiB !== undefined && { ECS_RESERVED_MEMORY: Tokenization.stringifyNumber(reservedMemoryMiB) },
    ...variables,
  };
}

function quoted(text: string): string {
  return `'${text.replace(/'/g, "''")}'`;
}
