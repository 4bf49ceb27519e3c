import { refuse } from '../../../src/model/finding';
import { checkEmails, checkSlackIds } from '../../../src/model/watch/subscriber';

test('what is no address is refused where it stands', () => {
  expect(checkEmails(['on-call@example.com', 'on-call', undefined, 'two words@example.com'])).toEqual([
    refuse('AlarmDestination.Email', 'emails[1]', "is an e-mail address, got 'on-call'"),
    refuse('AlarmDestination.Email', 'emails[3]', "is an e-mail address, got 'two words@example.com'"),
  ]);
});

test.each(['my-team', 't07ea123lep', ''])('the workspace %p is refused', (workspaceId) => {
  expect(checkSlackIds({ workspaceId, channelId: 'C07EZ1ABC23' })).toEqual([refuse('AlarmDestination.SlackWorkspace', 'workspaceId',
    `is the id of the workspace, such as T07EA123LEP, got '${workspaceId}'; the console of Amazon Q Developer in chat applications shows it`)]);
});

test.each(['#alerts', 'prod-alerts', ''])('the channel %p is refused', (channelId) => {
  expect(checkSlackIds({ workspaceId: 'T07EA123LEP', channelId })).toEqual([refuse('AlarmDestination.SlackChannel', 'channelId',
    `is the id of the channel, such as C07EZ1ABC23, got '${channelId}'; it is the end of the channel's link in Slack`)]);
});

test('ids of Slack are fine, and so are unknown ones', () => {
  expect(checkSlackIds({ workspaceId: 'T07EA123LEP', channelId: 'C07EZ1ABC23' })).toEqual([]);
  expect(checkSlackIds({})).toEqual([]);
});
