import { Finding, refuse } from '../finding';

// No check of deliverability: what is refused is a name or a URL in the place of an address.
const EMAIL = /^[^@\s]+@[^@\s]+$/;
// CloudFormation reference, AWS::Chatbot::SlackChannelConfiguration.
const WORKSPACE_ID = /^[0-9A-Z]{1,255}$/;
const CHANNEL_ID = /^[0-9A-Za-z]{1,255}$/;

/** Refuses what cannot be an e-mail address; absent ones are not known. */
export function checkEmails(emails: readonly (string | undefined)[]): Finding[] {
  return emails.flatMap((email, index) => (email === undefined || EMAIL.test(email) ? []
    : [refuse('AlarmDestination.Email', `emails[${index}]`, `is an e-mail address, got '${email}'`)]));
}

/** The ids by which Slack knows a channel; absent where they are not known. */
export interface SlackIds {
  readonly workspaceId?: string;
  readonly channelId?: string;
}

/** Refuses names in the place of Slack's ids. */
export function checkSlackIds({ workspaceId, channelId }: SlackIds): Finding[] {
  return [
    ...workspaceId === undefined || WORKSPACE_ID.test(workspaceId) ? [] : [refuse('AlarmDestination.SlackWorkspace', 'workspaceId',
      `is the id of the workspace, such as T07EA123LEP, got '${workspaceId}'; the console of Amazon Q Developer in chat applications shows it`)],
    ...channelId === undefined || CHANNEL_ID.test(channelId) ? [] : [refuse('AlarmDestination.SlackChannel', 'channelId',
      `is the id of the channel, such as C07EZ1ABC23, got '${channelId}'; it is the end of the channel's link in Slack`)],
  ];
}
