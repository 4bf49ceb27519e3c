'use strict';

const { readFileSync } = require('fs');

const STATES = ['Killed', 'Timeout', 'Survived', 'NoCoverage'];

/** How many mutants of a room ended in each state. */
const countsOf = (room) => {
  const { files } = JSON.parse(readFileSync(`.cache/mutation/${room.replaceAll('/', '-')}.report.json`, 'utf8'));
  const mutants = Object.values(files).flatMap((file) => file.mutants);
  return STATES.map((state) => mutants.filter(({ status }) => status === state).length);
};
const row = (room, [killed, timeout, survived, notCovered]) => {
  const mutants = killed + timeout + survived + notCovered;
  console.log(`| ${[room, mutants, killed, timeout, survived, notCovered, `${((100 * (killed + timeout)) / mutants).toFixed(1)} %`].join(' | ')} |`);
};

const rooms = process.argv.slice(2).map((room) => [room, countsOf(room)]);
console.log('| room | mutants | killed | stopped | survived | not covered | score |\n|---|---|---|---|---|---|---|');
rooms.forEach(([room, counts]) => row(room, counts));
row('**all**', STATES.map((_, index) => rooms.reduce((sum, [, counts]) => sum + counts[index], 0)));
