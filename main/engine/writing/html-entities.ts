/** The named characters of French and mathematical texts; any other name stays as it is written. */
const NAMED: ReadonlyMap<string, string> = new Map(
  `amp & lt < gt > quot " apos ' nbsp \u00a0 iexcl ¡ cent ¢ pound £ yen ¥ sect § uml ¨ copy © ordf ª laquo « not ¬ reg ® deg ° plusmn ±
sup1 ¹ sup2 ² sup3 ³ acute ´ micro µ para ¶ middot · ordm º raquo » frac14 ¼ frac12 ½ frac34 ¾ iquest ¿ Agrave À Aacute Á Acirc Â
Atilde Ã Auml Ä Aring Å AElig Æ Ccedil Ç Egrave È Eacute É Ecirc Ê Euml Ë Igrave Ì Iacute Í Icirc Î Iuml Ï Ntilde Ñ Ograve Ò
Oacute Ó Ocirc Ô Otilde Õ Ouml Ö times × Oslash Ø Ugrave Ù Uacute Ú Ucirc Û Uuml Ü szlig ß agrave à aacute á acirc â atilde ã
auml ä aring å aelig æ ccedil ç egrave è eacute é ecirc ê euml ë igrave ì iacute í icirc î iuml ï ntilde ñ ograve ò oacute ó
ocirc ô otilde õ ouml ö divide ÷ oslash ø ugrave ù uacute ú ucirc û uuml ü yuml ÿ OElig Œ oelig œ Yuml Ÿ ndash – mdash — lsquo ‘
rsquo ’ sbquo ‚ ldquo “ rdquo ” bdquo „ bull • hellip … prime ′ Prime ″ euro € trade ™ larr ← uarr ↑ rarr → darr ↓ harr ↔ rArr ⇒ hArr ⇔
forall ∀ part ∂ exist ∃ empty ∅ nabla ∇ isin ∈ notin ∉ prod ∏ sum ∑ minus − radic √ infin ∞ cap ∩ cup ∪ int ∫ sim ∼ asymp ≈ ne ≠
equiv ≡ le ≤ ge ≥ sub ⊂ sup ⊃ Alpha Α Beta Β Gamma Γ Delta Δ Theta Θ Lambda Λ Pi Π Sigma Σ Phi Φ Psi Ψ Omega Ω alpha α beta β
gamma γ delta δ epsilon ε zeta ζ eta η theta θ iota ι kappa κ lambda λ mu μ nu ν xi ξ pi π rho ρ sigma σ tau τ phi φ chi χ psi ψ omega ω`
    .trim()
    .split('\n')
    .flatMap((line) => line.split(' '))
    .reduce<[string, string][]>((pairs, word, index, words) => {
      const letter = words[index + 1];
      if (index % 2 === 0 && letter !== undefined) pairs.push([word, letter]);
      return pairs;
    }, []),
);

/** Letters in which HTML's character references are read. What XML has no place for is left out. */
export function decodeEntities(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z][A-Za-z0-9]{1,20}));?/g,
    (all, ...groups) => {
      const [decimal, hex, name] = groups as (string | undefined)[];
      if (name !== undefined) return NAMED.get(name) ?? all;
      const code = decimal === undefined ? Number.parseInt(hex ?? '0', 16) : Number(decimal);
      const isLetter = code >= 32 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
      return isLetter || code === 9 || code === 10 ? String.fromCodePoint(code) : '';
    },
  );
}
