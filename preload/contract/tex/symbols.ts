/** Commands of TeX that are one letter. The first name of a letter is the one that it is written back by. */
const LETTERS = `alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ iota ι kappa κ lambda λ mu μ nu ν xi ξ
pi π rho ρ sigma σ tau τ upsilon υ phi φ varphi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ
Phi Φ Psi Ψ Omega Ω infty ∞ partial ∂ nabla ∇ ell ℓ hbar ℏ emptyset ∅ varnothing ∅ degree °`;

const OPERATORS = `times × cdot ⋅ div ÷ pm ± mp ∓ ast ∗ circ ∘ bullet ∙ leq ≤ le ≤ geq ≥ ge ≥ leqslant ≤ geqslant ≥ neq ≠ ne ≠ approx ≈
equiv ≡ sim ∼ simeq ≃ propto ∝ ll ≪ gg ≫ in ∈ notin ∉ ni ∋ subset ⊂ subseteq ⊆ supset ⊃ cup ∪ cap ∩ setminus ∖
forall ∀ exists ∃ neg ¬ land ∧ wedge ∧ lor ∨ vee ∨ to → rightarrow → leftarrow ← Rightarrow ⇒ Leftarrow ⇐ Leftrightarrow ⇔ iff ⇔
implies ⇒ leftrightarrow ↔ mapsto ↦ perp ⊥ parallel ∥ angle ∠ mid ∣ ldots … dots … cdots ⋯ vdots ⋮ ddots ⋱ prime ′
langle ⟨ rangle ⟩ lfloor ⌊ rfloor ⌋ lceil ⌈ rceil ⌉ lVert ‖ rVert ‖ Vert ‖ uparrow ↑ downarrow ↓ rightleftharpoons ⇌`;

/** Operators whose bounds stand below and above. */
const BIG = 'sum ∑ prod ∏ bigcup ⋃ bigcap ⋂';
const INTEGRALS = 'int ∫ iint ∬ iiint ∭ oint ∮';
const ACCENTS = 'vec → overrightarrow → bar ¯ overline ¯ hat ^ widehat ^ tilde ~ widetilde ~ dot ˙ ddot ¨';
const DOUBLE_STRUCK = 'A 𝔸 B 𝔹 C ℂ D 𝔻 E 𝔼 F 𝔽 K 𝕂 N ℕ P ℙ Q ℚ R ℝ U 𝕌 Z ℤ';

export const FUNCTIONS: ReadonlySet<string> = new Set(
  'sin cos tan arcsin arccos arctan sinh cosh tanh ln log exp lim max min sup inf det dim ker arg deg gcd pgcd ppcm'.split(
    ' ',
  ),
);
/** Functions whose bound stands below. */
export const WITH_BOUND_BELOW: ReadonlySet<string> = new Set(['lim', 'max', 'min', 'sup', 'inf']);

export const LETTER_OF = pairs(LETTERS);
export const OPERATOR_OF = pairs(OPERATORS);
export const BIG_OF = pairs(BIG);
export const INTEGRAL_OF = pairs(INTEGRALS);
export const ACCENT_OF = pairs(ACCENTS);
export const DOUBLE_STRUCK_OF = pairs(DOUBLE_STRUCK);

/** The command of a letter; and that of an accent. */
export const COMMAND_OF = inverse([LETTER_OF, OPERATOR_OF, BIG_OF, INTEGRAL_OF]);
export const ACCENT_COMMAND_OF = inverse([ACCENT_OF]);
export const DOUBLE_STRUCK_LETTER_OF = inverse([DOUBLE_STRUCK_OF]);

/** What stands before and after the cells of an environment. */
export const ENVIRONMENTS: ReadonlyMap<string, readonly [before: string, after: string]> = new Map([
  ['matrix', ['', '']],
  ['aligned', ['', '']],
  ['pmatrix', ['(', ')']],
  ['bmatrix', ['[', ']']],
  ['vmatrix', ['|', '|']],
  ['cases', ['{', '']],
]);

function pairs(text: string): ReadonlyMap<string, string> {
  const words = text.split(/\s+/);
  return new Map(words.flatMap((word, index) => (index % 2 === 0 ? [[word, words[index + 1] ?? '']] : [])));
}

function inverse(maps: readonly ReadonlyMap<string, string>[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [command, letter] of maps.flatMap((map) => [...map]))
    if (!found.has(letter)) found.set(letter, command);
  return found;
}
