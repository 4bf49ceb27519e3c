import * as chatbot from 'aws-cdk-lib/aws-chatbot';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Names } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { Finding } from '../model/finding';
import { checkSlackIds } from '../model/watch/subscriber';
import { known } from '../private/known';

// CloudFormation reference, AWS::Chatbot::SlackChannelConfiguration: ConfigurationName.
const LONGEST_NAME = 128;

/** A channel of Slack that Amazon Q Developer in chat applications, once AWS Chatbot, writes to. */
export interface SlackChannel {
  /** Id of the workspace, such as `T07EA123LEP`; it is authorised once by hand, in the service's console. */
  readonly workspaceId: string;

  /** Id of the channel, such as `C07EZ1ABC23`: the end of its link. */
  readonly channelId: string;

  /**
   * Role that the service takes on for the channel, of which no more than `CloudWatchReadOnlyAccess` counts; with it, messages show graphs.
   *
   * @default - a role without any permission: the channel shows messages, and takes no commands
   */
  readonly role?: iam.IRole;
}

/** What is wrong with a channel, by its own names. */
export function checkSlackChannel({ workspaceId, channelId }: SlackChannel): Finding[] {
  return checkSlackIds({ workspaceId: known(workspaceId), channelId: known(channelId) });
}

/** Has a topic's messages written to a channel. */
export function writeToSlack(scope: Construct, topic: sns.ITopic, { workspaceId, channelId, role }: SlackChannel): void {
  new chatbot.SlackChannelConfiguration(scope, 'Slack', {
    slackChannelConfigurationName: Names.uniqueResourceName(scope, { maxLength: LONGEST_NAME, separator: '-' }),
    slackWorkspaceId: workspaceId,
    slackChannelId: channelId,
    role,
    // Without any, the L2's is AdministratorAccess.
    guardrailPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName('CloudWatchReadOnlyAccess')],
    notificationTopics: [topic],
  });
}
