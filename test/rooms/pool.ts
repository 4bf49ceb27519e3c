import { testRoom } from '../kit/room';

testRoom('pool');
