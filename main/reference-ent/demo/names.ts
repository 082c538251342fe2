import type { Chance } from './chance.ts';

export interface StudentName {
  readonly firstName: string;
  readonly lastName: string;
}

/** First names given in France around 2009-2012, and family names of today's lycées. All combinations are by chance. */
const FIRST_NAMES = `
Adam Adèle Adrien Agathe Aïcha Aïssatou Alban Alexis Alice Alix Alya Amandine Ambre Amélie Amine Anaé Anaïs Andréa Anouk
Antoine Apolline Arthur Assia Aurèle Aya Baptiste Bastien Bilal Camélia Camille Candice Capucine Célestin Célia Chloé
Clara Clarisse Clément Clémence Côme Constance Corentin Cyprien Dalia Daphné Diane Dounia Édouard Elias Élie Élina Élise
Eliott Éloïse Elsa Emma Emy Enzo Esteban Ethan Eugénie Eva Ewen Fanta Fatou Faustine Félix Fleur Gabin Gabriel Gaspard
Gauthier Hadrien Hana Hélène Héloïse Hugo Ibrahim Ilan Ilyès Imran Inaya Inès Irène Isaac Ismaël Jade Jasmine Jeanne
Johan Jules Juliette Justine Kadidia Kaïs Kenza Kévin Killian Lana Lara Léa Léandre Léo Léonie Lilou Lila Lina Lisa Loan
Loïs Louane Louis Louise Loup Lucas Lucie Ludivine Luna Lyam Maël Maëlle Maëlys Malo Manon Margaux Margot Mariam Marius
Martin Mathéo Mathilde Mattéo Maxence Maya Mehdi Mélina Mia Milo Mohamed Myriam Nathan Nawel Nelya Nina Noah Noé Noémie
Nolan Nour Océane Olivia Orianne Oscar Ousmane Paul Pauline Pierre Pio Quentin Rachel Rania Raphaël Rayan Rémi Robin
Romane Romy Rose Roxane Sacha Safia Salomé Samuel Sarah Sélène Simon Sofia Soline Sophia Stella Swann Tao Théo Thaïs
Thibault Tiago Timéo Titouan Tom Tristan Ulysse Valentin Valentine Victor Victoire Violette Wassim Xavier Yaëlle Yanis
Youssef Yuna Zacharie Zélie Zoé Anne-Lise Jean-Baptiste Lou-Ann Marie-Ange Lou Maï-Linh Thi-Mai Paul-Antoine
`
  .trim()
  .split(/\s+/);

const LAST_NAMES = `
Abadie,Abdelkader,Aguilar,Alonso,Amrani,Andrieu,Arnaud,Aubert,Bailly,Baldé,Barbier,Barthélemy,Bauer,Ben Saïd,Benali,
Benoît,Berger,Bernard,Besson,Bianchi,Blanchet,Boisson,Bonnet,Bouchard,Boucher,Bouvier,Brun,Camara,Carpentier,Carvalho,
Castel,Chabert,Charpentier,Chevalier,Chevrier,Cissé,Clément,Colin,Collet,Cordier,Costa,Coulibaly,D’Almeida,da Silva,
David,Delacroix,Delmas,de La Motte,de Oliveira,Deschamps,Diallo,Diarra,Dos Santos,Drouet,Dubois,Duchêne,Dufour,Dumas,
Durand-Morel,El Amrani,El Idrissi,Fabre,Faure,Favre,Fernandes,Ferreira,Fischer,Fofana,Fontaine,Fournier,Gaillard,Garcia,
Garnier,Gauthier,Gérard,Giraud,Gonçalves,Grondin,Guérin,Guillot,Haddad,Hamidi,Hernandez,Hoarau,Hoffmann,Huet,Jacquet,
Jourdan,Kaya,Keïta,Klein,Konaté,Lacombe,Lacroix,Lambert,Laurent,Le Bihan,Le Goff,Lebrun,Leclerc,Lefèvre,Lemoine,Leroux,
Lopez,Louis,Mansouri,Marchand,Maréchal,Marques,Martinez,Mathieu,Mendy,Mercier,Meunier,Meyer,Michel,Moreau,Moulin,Müller,
N’Diaye,Nguyen,Nicolas,Noël,Novak,Ouedraogo,Özdemir,Pagès,Paris,Pascal,Payet,Pellegrin,Perez,Perrin,Petit-Jean,Pham,
Philippe,Picard,Poirier,Pons,Poulain,Prévost,Rahmani,Ramos,Renard,Renaud,Rey,Ribeiro,Rivière,Robin,Rodriguez,Rolland,
Romano,Rousseau,Roussel,Roux,Royer,Sahin,Saint-Martin,Salmon,Sanchez,Sarr,Schmitt,Sissoko,Soares,Sow,Tanguy,Teixeira,
Tessier,Thomas,Touré,Tran,Traoré,Vallet,Vasseur,Vidal,Vignal,Villard,Vincent,Vuillemin,Weber,Yildiz,Zerrouki,Ziani
`
  .trim()
  .split(/,\s*/);

/** `count` different names, in the order of a French register. */
export function inventNames(chance: Chance, count: number): StudentName[] {
  const lastNames = chance.shuffle(LAST_NAMES);
  const firstNames = chance.shuffle(FIRST_NAMES);
  const names = Array.from({ length: count }, (_, index) => ({
    firstName: firstNames[index % firstNames.length] ?? '',
    // Every seventh child bears both parents' names.
    lastName: `${lastNames[index % lastNames.length]}${index % 17 === 5 ? ` ${lastNames[(index + 90) % lastNames.length]}` : ''}`,
  }));
  return names;
}

/** Register order: by last name, then by first name, as French does it. */
export function byRegister(a: StudentName, b: StudentName): number {
  return a.lastName.localeCompare(b.lastName, 'fr') || a.firstName.localeCompare(b.firstName, 'fr');
}
