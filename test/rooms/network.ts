import { testRoom } from '../kit/room';

testRoom('network');
