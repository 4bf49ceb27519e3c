import { checkFixedTexts } from '../../../src/model/event/fixed-texts';
import { refuse } from '../../../src/model/finding';

const check = (text: string | undefined, template = true) => checkFixedTexts([{ path: '[0].command[0]', text }], template);

test.each([['$.detail.key', true], ['$[0].body', true], ['$.detail.key', false]])('%s is no text that is the same for every event', (text, template) => {
  expect(check(text, template)).toEqual([refuse('EventOverrides.Path', '[0].command[0]',
    `is the same for every event, got '${text}', a path into it; put it into \`eventVariables\``)]);
});

test.each([['<field1>', '<field1>'], ['at <aws.events.event.ingestion-time> or so', '<aws.events.event.ingestion-time>']])('%s is a place in a template', (text, place) => {
  expect(check(text)).toEqual([refuse('EventOverrides.Placeholder', '[0].command[0]',
    `is the same for every event, got ${place}, which EventBridge would fill in or refuse; put it into the task definition, or fields of the event into \`eventVariables\``)]);
  expect(check(text, false)).toEqual([]);
});

test.each([undefined, '', 'import', '$HOME', '$', 'costs $.5', 'a < b > c', '<>', '1 <2'])('%p is', (text) => {
  expect(check(text)).toEqual([]);
});
