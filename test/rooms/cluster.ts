import { testRoom } from '../kit/room';

testRoom('cluster');
