import { SOURCES } from './task-sources';
import { rules } from '../rule';
import { RuleConcern, RuleLevel } from '../rule-options';

export const FIRE_LENS_RULES = rules({
  concerns: [RuleConcern.DEPLOYABILITY],
  level: RuleLevel.ERROR,
  source: SOURCES.fireLens,
  satisfiedBy: 'Sidecar.fireLens makes the router and the logging of the other containers together',
}, [
  {
    id: 'FireLens.NoRouter',
    info: 'A container logs to a router that the task does not have.',
    explanation: 'The driver awsfirelens hands logs to a container with a `FirelensConfiguration`; ECS refuses a task definition without one.',
    remedy: 'Add a container with a `FirelensConfiguration`, or take the driver awslogs.',
  },
  {
    id: 'FireLens.TwoRouters',
    info: 'A task has two log routers.',
    explanation: 'ECS takes one container with a `FirelensConfiguration` in a task.',
    remedy: 'Take the `FirelensConfiguration` of one of them out.',
  },
  {
    id: 'FireLens.Unused',
    level: RuleLevel.WARNING,
    info: 'A log router has no logs to route.',
    explanation: 'It runs with every task, and takes its CPU and memory, for nothing.',
    remedy: 'Give the other containers the log driver awsfirelens, or take the router out.',
    concerns: [RuleConcern.COST],
  },
  {
    id: 'FireLens.Port',
    info: 'A container takes the port of the log router.',
    explanation: 'The containers of the task share one address with awsvpc and host, and the router listens on port 24224 there: the later of the two does not start.',
    remedy: 'Let the container listen on another port than 24224.',
    source: SOURCES.fireLensTask,
  },
  {
    id: 'FireLens.OpenPort',
    level: RuleLevel.WARNING,
    concerns: [RuleConcern.SECURITY],
    info: 'The port of a log router is mapped.',
    explanation: 'Whoever reaches port 24224 can write to the logs of the task. Its containers need no mapping to reach the router.',
    remedy: 'Leave 24224 out of `PortMappings` of the router, and out of the inbound rules of the security groups.',
    source: SOURCES.fireLensTask,
  },
  {
    id: 'FireLens.RoutesItself',
    info: 'A log router sends its own logs to itself.',
    explanation: 'It cannot: what it logs about its own failures would be lost.',
    remedy: 'Set the `LogDriver` of the router to awslogs.',
  },
  {
    id: 'FireLens.Windows',
    info: 'A log router is in a task with Windows containers.',
    explanation: 'FireLens is for Linux; ECS starts no such task.',
    remedy: 'Take the router out, and log with awslogs.',
  },
  {
    id: 'FireLens.ConfigInBucket',
    info: 'A log router on Fargate reads its configuration from a bucket.',
    explanation: 'On Fargate ECS takes configurations of the type file only, and refuses the others.',
    remedy: 'Put the configuration into the image, with the `config-file-type` file.',
  },
  {
    id: 'FireLens.User',
    info: 'The user of a log router is no number.',
    explanation: 'ECS makes the files that the router needs for a user id, and refuses names.',
    remedy: 'Set `User` to a number, or to one with a group after a colon.',
  },
  {
    id: 'FireLens.NotEssential',
    level: RuleLevel.WARNING,
    info: 'The task goes on without its log router.',
    explanation: 'When the router ends, the other containers run on and nobody sees what they log.',
    remedy: 'Set `Essential` of the router to true, or leave it out.',
    concerns: [RuleConcern.AVAILABILITY],
  },
  {
    id: 'FireLens.BufferOwner',
    level: RuleLevel.WARNING,
    info: 'A log router writes to disk as a user who may not.',
    explanation: 'The output s3 keeps on disk what is not uploaded yet, in a directory where by default only root may write.',
    remedy: 'Run the router as user 0, or with an image whose VOLUME belongs to its user.',
    concerns: [RuleConcern.AVAILABILITY],
  },
]);
