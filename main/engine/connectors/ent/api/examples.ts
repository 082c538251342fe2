/** Names that the examples share, so that they tell one story: Claire Martin grades the first copy of a class. */
export const DATASET = 'c0a8f2d4-5d1e-4f3a-9b7e-2f6f1c9a7b10';
export const DEVICE = '0192f0c4-8d1a-7c3e-a1b2-5f60718293a4';
export const SUBMISSION = 'e7d0b8a2-1c34-4f56-8a9b-0c1d2e3f4a5b';
export const CURSOR = 'c1-c0a8f2d4-2s';
/** Of no byte at all, of `abc`, and of the answer that is composed of both. */
export const HASH_OF_NOTHING = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
export const HASH_OF_ABC = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
export const MONDAY = 1_795_510_800_000;

export const GRADE_CHANGE = {
  entity: 'grade',
  id: SUBMISSION,
  version: 3,
  by: 'Claire Martin',
  by_id: 'a4d1',
  at: MONDAY,
  body: { submission_id: SUBMISSION, points_x100: 1450 },
};
