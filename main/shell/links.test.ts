import { expect, test } from 'vitest';
import { fragmentIn, fragmentOf, isSignInAnswer, signInAnswerIn } from './links.ts';

const ID = '01a2255a-0f41-7337-beb6-c2ed33dfa839';

test.each([
  ['cartable:today', '#/today'],
  ['cartable:grading', '#/grading'],
  [`cartable:grading/${ID}`, `#/grading/${ID}`],
  [`cartable://grading/${ID}/copy-1/`, `#/grading/${ID}/copy-1`],
  [`cartable://lessons/${ID}`, `#/lessons/${ID}`],
])('%s leads to %s', (link, fragment) => {
  expect(fragmentOf(link)).toBe(fragment);
});

test.each([
  'cartable:',
  'cartable:settings',
  'cartable:constructor',
  'cartable:lessons/new',
  'cartable:lessons/new/',
  'cartable:today/x',
  'cartable:grading/a/b/c',
  'cartable:grading//b',
  'cartable:grading/..',
  'cartable:grading/%2e%2e',
  'cartable:grading/a?delete=1',
  'cartable:grading/a#b',
  'cartable:grading/a\n--inspect',
  'cartable:grading/é',
  `cartable:grading/${'a'.repeat(101)}`,
  'cartable://teacher:secret@grading/a',
  'cartable:///grading',
  'CARTABLE:grading',
  'cartable:javascript:alert(1)',
  'https://ent.example.fr/cartable:grading',
])('%j leads nowhere', (link) => {
  expect(fragmentOf(link)).toBeNull();
});

test('a link is found among what the system and Chromium put beside it', () => {
  expect(fragmentIn(['--allow-file-access', '.', 'cartable:sync', '--data=x'])).toBe('#/sync');
  expect(fragmentIn(['--data=cartable:sync', 'x'])).toBeNull();
  expect(fragmentIn([])).toBeNull();
});

test.each([
  'cartable://token=YWJjOjo6ZGVm',
  'moodlemobile://token=YWJjOjo6ZGVm==',
  'cartable://token=YWJj+/9=/',
])('%s ends a sign-in, and shows no screen', (link) => {
  expect(isSignInAnswer(link)).toBe(true);
  expect(signInAnswerIn(['--type=x', link])).toBe(link);
  expect(fragmentOf(link)).toBeNull();
});

test.each([
  'cartable:token=YWJj',
  'cartable://today',
  'https://token=YWJj',
  'cartable://token=YWJj\n--inspect',
  'cartable://token=YWJj?x=1',
  `cartable://token=${'a'.repeat(3001)}`,
])('%j ends none', (link) => {
  expect(isSignInAnswer(link)).toBe(false);
  expect(signInAnswerIn([link])).toBeNull();
});
