import { testRoom } from '../kit/room';

testRoom('scaling');
