import { testRoom } from '../kit/room';

testRoom('command');
