import { testRoom } from '../kit/room';

testRoom('private');
