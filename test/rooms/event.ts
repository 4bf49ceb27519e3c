import { testRoom } from '../kit/room';

testRoom('event');
