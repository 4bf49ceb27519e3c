import { testRoom } from '../kit/room';

testRoom('task');
