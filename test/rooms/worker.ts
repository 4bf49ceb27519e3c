import { testRoom } from '../kit/room';

testRoom('worker');
