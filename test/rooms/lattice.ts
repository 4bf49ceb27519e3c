import { testRoom } from '../kit/room';

testRoom('lattice');
