import { testRoom } from '../kit/room';

testRoom('traffic');
