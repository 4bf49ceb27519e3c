import { testRoom } from '../kit/room';

testRoom('anywhere');
