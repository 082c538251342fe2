import type { Chance } from '../chance.ts';

/** How well a question was answered. */
export type Level = 'strong' | 'average' | 'weak';

/** A question and what students of each level write; `{name}` stands for a value of their own. */
export interface Question {
  readonly prompt: string;
  readonly answers: Readonly<Record<Level, readonly string[]>>;
}

/** The level of one answer by a student of this ability (0 is the class's middle, ±2 its ends). */
export function levelOf(ability: number, chance: Chance): Level {
  const mark = ability + chance.bell() * 0.7;
  if (mark > 0.35) return 'strong';
  return mark > -0.75 ? 'average' : 'weak';
}

/** One student's answer to a question, with their values in it. */
export function answerTo(
  question: Question,
  student: { ability: number; chance: Chance; values: Readonly<Record<string, string>> },
): string {
  const text = student.chance.pick(question.answers[levelOf(student.ability, student.chance)]);
  return text.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = student.values[name];
    if (value === undefined) throw new Error(`no value for {${name}}`);
    return value;
  });
}

/** `12,5`: as French students write numbers. */
export function french(value: number, decimals: number): string {
  return value.toFixed(decimals).replace('.', ',');
}
