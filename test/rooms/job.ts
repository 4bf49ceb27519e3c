import { testRoom } from '../kit/room';

testRoom('job');
