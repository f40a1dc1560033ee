"""French."""

from avow.commitments.guidance.lexicon import Lexicon

NUMBERS: dict[str, int | float] = {
    "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8,
    "neuf": 9, "dix": 10, "onze": 11, "douze": 12, "treize": 13, "quatorze": 14, "quinze": 15, "seize": 16,
    "vingt": 20, "vingts": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "septante": 70,
    "huitante": 80, "octante": 80, "nonante": 90, "quatre-vingt": 80, "quatre-vingts": 80,
    "cent": 100, "cents": 100, "mille": 1000, "million": 10**6, "millions": 10**6, "milliard": 10**9,
    "milliards": 10**9, "dizaine": 10, "douzaine": 12, "quinzaine": 15, "vingtaine": 20, "trentaine": 30,
    "quarantaine": 40, "cinquantaine": 50, "centaine": 100, "centaines": 100, "millier": 1000, "milliers": 1000,
    "dizaines": 10, "douzaines": 12, "mds": 10**9, "md": 10**9, "m": 10**6,
}  # fmt: skip

FIGURES = {
    "percent": "pour cent, pourcent, pour-cent, point/points de pourcentage, points",
    "percent_before": "",
    "currency": """de/d' dollar*, de/d' euro*, de/d' franc*, de/d' dirham*, de/d' dinar*, de/d' gourde*, de/d' livre/livres, dollar*, euro/euros, franc/francs, fcfa, dirham*, dinar*,
        gourde*, livres sterling, roupie*, yen*, yuan*, ariary, ouguiya*, de/d' roupie*, de/d' roubles, roubles, couronne*, leones, leks, nairas, de/d' nairas""",
    "time_unit": """an, ans, annee/annees, mois, semaine/semaines, jour/jours, heure/heures, minute/minutes, trimestre*, semestre*, decennie*,
        prochain*/premier*/derniere* ans/annees/mois/semaines, annee/annees scolaire*/academique*/consecutive*""",
    "month": """janvier, fevrier, mars, avril, mai, juin, juillet, aout, septembre, octobre, novembre, decembre, janv, fevr, sept, oct, nov, dec""",
    "counted": """femmes, filles, personnes, hommes, garcons, survivantes, etudiantes, eleves, enseignantes, ecoles, familles, menages,
        travailleuses, agricultrices, jeunes, nouvelles, nouveaux, sages-femmes, infirmieres, entrepreneuses, enfants, emplois, places, adolescentes, productrices,
        plaignantes, meres, bourses, exemplaires, prets, logements, agentes, beneficiaires, participantes""",
    "uncounted": """de, d, et, ou, a, au, aux, par, en, dans, sur, pour, avec, est, sont, etait, etaient, sera, seront, comme, mais, un, une, le, la, les, du, des,
        que, qui, aujourd, hui, actuellement, l, cette, ce, contre, entre, jusqu, si, puis, alors, quand, elle, elles, il, ils, nous, ont, avait, ans, an, pendant,
        avant, apres, car, sous, pas, plus, fois, ne, n, on, dont, soit, ainsi, chez, pourcent, lors, depuis, d'ici, ici""",
    "time_before": """en, d'ici, d'ici ici, avant, apres, fin, depuis, l'annee, annee, a, debut, mi, horizon, jusqu'en, annees,
        janvier, fevrier, mars, avril, mai, juin, juillet, aout, septembre, octobre, novembre, decembre, printemps, ete, automne, hiver, """,
    "code_before": """loi, loi n, loi no, article, articles, art, alinea, decret, decret n, decret no, resolution, convention, convention n, convention no, no, n, nº, numero, numeros, telephone, tel, appeler, appelez,
        appel, salle, page, pages, chapitre, odd, objectif, cible, phase, covid, beijing, pekin, agees de, agee de, ages de, age de, partie, recommandation, directive, reglement, paragraphe, version,
        ligne, ligne verte, fax, whatsapp, portable, etage, batiment, rue, oit, annexe, n°, loi-cadre n, arrete, arrete n, ordonnance, plus de # a, moins de, les""",
    "before_vague": "plusieurs, quelques, de nombreux, de nombreuses, des",
    "vague_number": "dizaines, douzaines, centaines, milliers, millions, milliards",
    "ordinal_ending": "er, ere, e, eme, nd, nde, re, o",
    "part": """moitie, la moitie, un tiers, le tiers, deux tiers, un quart, le quart, trois quarts, un cinquieme, trois cinquiemes, un dixieme, une femme sur #, une fille sur #, une sur #, un ~ sur #, # sur #""",
}

TIMES = {
    "when": """cette annee, l'annee prochaine, l'an prochain, fin de l'annee, d'ici la fin, au printemps prochain, a l'ete prochain, des la rentree, a la rentree, a la prochaine rentree, premier/deuxieme/troisieme/quatrieme trimestre,
        dans l'annee, dans un an, en un an, d'ici un an, sous un an, d'ici a un an, pendant un an, dans le mois, avant la fin, au cours de l'annee, le mois prochain, en fin d'annee, dans les prochains mois, le trimestre prochain, le semestre prochain, d'ici la prochaine,
        pendant une annee, sur une annee, avant le prochain, avant la prochaine, a mi-parcours, decennie en cours, l'annee scolaire, avant la saison""",
    "year_after": "",
    "day_after": "",
    "period_before": """en, dans, d'ici, d'ici a, sur, pendant, durant, dans les, sous, apres, au bout de, pour, au cours des, ces, sur les, des, chaque, les, les prochaines, les prochains, les premieres, dans un delai de, en moins de, tous les, au terme de, avant""",
    "period_after": """plus tard, a venir, a compter, prochain*, de programme, de projet""",
    "since": """depuis, depuis l'annee, fonde* en, fondation en, creee en, cree en, adoptee en, adopte en, loi de, loi du, de la loi, convention de, declaration de, il y a, recensement de, creation en, ouvert* en, code de, plateforme de""",
    "baseline": """par rapport a/au/aux, contre #, contre ~ #, compare/comparee/comparees/compares a, situation de depart, reference, de # ~ a # , de # a # , passe/passer/passera/passeront/passant ~ de # ~ a # , actuellement, aujourd'hui, a ce jour, # aujourd'hui, # actuellement, etait de #, etaient #, etaient de #, etait #, etaient au nombre,
        au lieu de #, l'an dernier, l'annee derniere, en # ~ etait/etaient, point de depart, niveau de #, niveau actuel, face a #, en hausse de, hier #, ils/elles etaient, n'etaient que #, ne sont que #, n'est que de #, sur la base de #, par rapport""",
    "recurring": "par an, chaque annee, par mois, tous les ans, annuellement",
}

NEGATION = {
    "negator": "ne, n, pas, jamais, aucun, aucune, ni, non, nul, nulle, renonc*, refus*, pas de, rien",
    "without": "sans, hors, a defaut de, en l'absence de, hormis",
    "not_negation": """non seulement, pas seulement, pas uniquement, ne ~ pas seulement, n'est pas seulement, ne ~ pas que, au plus tard, sans exception, sans delai, sans discrimination, sans aucune exception, sans frais, sans distinction, non gouvernement*, sans interruption,
        pas moins de, ne laiss* ~ de cote, ne laisser personne, aucune fille, aucune femme, aucun enfant, ne ~ plus, n'* ~ plus, plus aucune, plus aucun, non remboursable, non conventionnel, n'etaient que, ne sont que, n'est que, ne compt* que, n'en compt* que, sans attendre, non mixte*, non formel*, ni derogation, ne soit, sans-abri, sans abri, sans papiers,
        sans terre, sans emploi, sans reste, sans condition, non scolarise*, ne seront plus, ne sera plus, aussi bien que, pas encore""",
    "contrast": "mais, cependant, toutefois, en revanche, sauf, car, afin, parce, pour que, alors, tandis",
    "or_words": "ou, ni, et",
    "undone": """n'est/ne sont pas prevu*, n'est/ne sont pas envisage*, n'est/ne sont pas a l'ordre, est/sont exclu*, n'aura/auront pas lieu, n'est pas au programme, n'est pas a l'etude, n'est pas question""",
    "hedge": """peut-etre, eventuellement, pourrait, pourraient, pourrions, un jour, si possible, esper*, souhaiterions, aimerions, reflechi*, envisag*, reverons""",
}

AMBITIOUS = {
    "large_change": """disparai*, disparit*, disparait*, n'existera plus, n'existeront plus,
        doubl*, tripl*, quadrupl*, quintupl*, decupl*, dedoubl*, de moitie, par deux, par trois, par quatre, par cinq, par dix, eliminer*, elimination, elimine*, eradiqu*, eradication, abol*, supprim*, suppression,
        mettre/mettrons/mettra/met/mettons/mettront/mettant fin, mettre ~ un terme, fin aux mariages, combler*, comblons, combleront, resorber*, reduire ~ a zero, tolerance zero, zero cas, parite, deux/trois/quatre/cinq/dix fois plus, deux fois moins,
        d'un tiers, d'un quart, des deux tiers, des trois quarts, interdi*, refond*, egalite salariale, moitie des/de ~ postes/sieges/emplois/cadres/membres/elus/places/terres/contrats/marches/directions/dirigeants, fermer ~ l'ecart, effacer*, a zero, ramener* ~ a zero, eradiquer*""",
    "law": """code du travail, code penal, code civil, code de la famille, code electoral, code foncier, budget de l'etat, budget national, loi de finances, droit de la famille, droit successoral,
        loi, lois, loi-cadre, projet de loi, proposition de loi, decret*, ordonnance, politique/politiques, constitution*, ligne budgetaire, reglement/reglements, quota/quotas, reforme/reformes, strategie nationale, plan d'action national, convention collective,
        legislation, programme scolaire, programmes scolaires, conge*, marches publics, commande publique, accord de branche, accord collectif, circulaire""",
    "reform_verb": """creer*, cree, creons, creera, creerons,
        adopt*, vot*, promulgu*, amend*, modifi*, reform*, abrog*, ratifi*, introdui*, introdu*, approuv*, abol*, revis*, inscri*, criminalis*, penalis*, legalis*, legifer*, rediger*, redig*, elabor*, institu*, instaur*, impos*, oblig*, supprim*, chang*, reecri*, deposer*, generalis*, refond*, edict*, mettra/mettrons/mettre en vigueur, soumettr*, dot*""",
    "structural": """nouveau code, nouvelle loi, nouvelle politique, code foncier, un droit pour, droit universel, devient un droit,
        @reform_verb ~ @law, @law ~ adoptee/adopte/votee/promulguee/amendee/abrogee/ratifiee/reformee/modifiee/approuvee/revisee/generalisera/imposera/garantira/interdira/obligera/rendra/reconnaitra/entrera/prevoira/reservera, devien* obligatoire*, deviendr* obligatoire*, rendr* obligatoire*, rend* obligatoire*, obligatoire dans tous, obligatoire pour tou*, reforme du, reforme de la, reforme legale, reforme des, inscri* ~ dans la loi, inscri* ~ dans la constitution, inscri* ~ au budget,
        ligne budgetaire permanente, ligne budgetaire dedie*, quota de, juridiquement contraignant*, force de loi, droit opposable, dans la loi, budget sensible au genre, budgetisation sensible""",
    "first_time": """pour la premiere fois, premiere fois, premiere loi, tout premier, toute premiere, premier du genre, premiere du genre, premiere du pays, premier du pays, premiere ~ du pays, premier ~ du pays, jamais ~ auparavant, inedit*, sans precedent, une premiere, premiere nationale, premiere au monde, premiere ~ de la region/l'ouest/l'est/l'afrique/l'histoire, premier ~ de l'histoire""",
    "everyone": """chaque classe, chaque clinique, chaque ministere, chaque ville, chaque communaute, chaque foyer, chaque usine, chaque pays, chaque maternite, chaque universite, chaque tribunal, chaque ile, chaque entreprise, de la republique, toutes les classes, toutes les casernes,
        tout le territoire, tout le pays, l'ensemble du pays, l'ensemble du territoire, ensemble du territoire, echelle nationale, a l'echelle du pays, universel*, universalis*, toutes les femmes, toutes les filles, tous les conseils, toutes les ecoles, tous les etablissements, tous les hopitaux, toutes les regions, toutes les communes,
        tous les districts, toutes les provinces, tous les departements, toutes les victimes, tous les tribunaux, tous les commissariats, toutes les entreprises, tous les ministeres, tous les colleges, tous les lycees, toutes les universites, tous les centres, toutes les maternites, tous les pays, tous les enfants, toutes les adolescentes, toutes les travailleuses, toutes les salariees, tous les salaries, toutes les eleves, tous les eleves,
        chaque commune, chaque ecole, chaque district, chaque region, chaque femme, chaque fille, chaque village, chaque hopital, chaque commissariat, chaque departement, chaque province, pays entier, territoire national, l'etat entier, tous les ~ publics, toutes les ~ publiques, toutes les #, tous les #, la totalite des, population entiere, dans tout le, tous nos, toutes nos, l'etat tout entier, tous les niveaux""",
    "people": """femmes, filles, personnes, survivantes, etudiantes, eleves, agricultrices, travailleuses, commercantes, entrepreneuses, familles, menages, adolescentes, adolescents, meres, beneficiaires, jeunes, citoyennes, citoyens, enseignantes, enfants, hommes, garcons, refugiees, utilisatrices, salariees, usageres, productrices, migrantes, habitantes, habitants, patientes, domestiques, rurales, auditrices, vendeuses, paysannes""",
    "increase": "augment*, accroi*, renforc*, reduir*, amelior*, baiss*",
}

SCALABLE = {
    "pilot": "pilote, experiment*",
    "place": """region/regions, district/districts, province/provinces, pays, ville/villes, village/villages, commune/communes, communaute/communautes, ecole/ecoles, etat/etats, departement/departements, site/sites, antenne/antennes, clinique/cliniques, hopital/hopitaux, campus, agence/agences, ile/iles, continent, academie/academies, quartier/quartiers,
        universite/universites, usine/usines, centre/centres, camp/camps, tribunal/tribunaux, zone/zones, cercle/cercles, prefecture/prefectures, filiale/filiales, magasins, cooperatives, groupes, federations, clubs, territoire/territoires, canton/cantons, wilaya/wilayas, gouvernorat/gouvernorats, vallee/vallees, bassin/bassins, lycee/lycees, college/colleges, secteur/secteurs, entreprises, ports, maternites, associations, marches, caisses, editeurs, maisons, etablissements, radios, stations, branches, sections, reseaux, mairies, municipalites""",
    "growth": """reproduit dans, reproduire dans, reproduite dans, reproduits dans, reproduirons,
        eten* ~ a/au/aux/dans/vers/de, etend* ~ a/au/aux/dans/vers/de, etendu*/etendue*, extension a/au/aux/de/dans, elargi* a/au/aux, elargir*, deploy*, deploiement, deploie*, generalis*, repliqu*, replication, passage a l'echelle, passer* a l'echelle, changement d'echelle, essaim*, transposer*, transpos*, dupliqu*, multipli*, gagner* ~ @place, gagner* d'autres,
        de # a # @place, de # a # ~ @place, apres la commune pilote, apres ~ pilote, d'abord ~ puis ~ @place, d'abord ~ ensuite ~ @place, puis ~ dans les # , puis dans tou*, puis a tou*, puis # ~ @place, puis aux # , avant de ~ gagner, repris* par ~ @place, ouvrir* ~ dans # autres, demultipli*, s'implanter*, implant* ~ dans d'autres, jusqu'ici dans une seule, jusqu'ici ~ seul*, ensuite ~ aux autres, porter* ~ a # @place, amener* ~ dans, d'un ~ a # ~ @place, d'une ~ a # ~ @place, de la capitale a/aux""",
    "more_places": """chaque classe, dans chaque, a chaque @place,
        d'autres @place, autres @place, # autres ~ @place, # nouv* @place, # @place supplementaires, nouv* @place, @place voisin*, tout le territoire, tout le pays, echelle nationale, tous les @place, toutes les @place, chaque @place, ensemble du territoire, ensemble du pays, ensemble de la region, # pays, dans # ~ regions, toutes nos @place, tous nos @place,
        reste du pays, @place restant*, ailleurs, autres pays, toute la region, toute la filiere, toute la branche, tout le reseau, territoire national, pays entier, les # ~ @place restants, partout, au-dela de""",
    "passed_on": """code ~ publie, code sera public, pour que chaque, afin que chaque, pour que tout*, puisse ~ installer, puisse ~ reprendre, puisse ~ adapter, peuvent ~ reprendre, libre de reprendre, domaine public, pour quiconque, a qui veut,
        form* ~ formatrice*, form* ~ formateur*, formation de formateurs, formation de formatrices, forme/forment/formeront ~ d'autres, en forme d'autres, former a leur tour, forment a leur tour, a leur tour, en cascade, licence libre, licences libres, licence ouverte, open source, code source ouvert, code ouvert, libre acces, acces libre, acces ouvert, creative commons, libre de droits, librement,
        boite a outils, trousse a outils, guide ~ pour d'autres, a disposition d'autres, pour que d'autres, afin que d'autres, puissent ~ reprendre, puissent ~ l'utiliser, pourront ~ reprendre, pourront le reprendre, reutilis*, publi* ~ methode/modele/manuel/guide/code/outils/mode d'emploi, mis* a ~ disposition de tou*, mettr* ~ a disposition d'autres, transmet* ~ d'autres, remis* a d'autres, partag* ~ methode/modele/outils/manuel, pairs formateurs, libres d'usage, mode d'emploi, kit ~ pour""",
    "built_in": """integr* ~ dans le systeme/programme/budget, integr* ~ au systeme/programme/budget/service, integr* ~ aux programmes, integr* ~ dans les programmes, inscri* ~ au programme, inscri* ~ dans les programmes, inscri* ~ au budget de l'etat, institutionnalis*, reprise/repris/reprises par, reprendr*, repren* par, adopte* par ~ autres/tous/toutes/l'etat, perennis*, systeme national, systeme public, service public, politique nationale, programme national, programmes nationaux, programme officiel, programmes officiels, transfer* ~ a l'etat/au ministere, pris* en charge par l'etat, carte scolaire, formation initiale, norme nationale, reference nationale, devien* la regle, devien* permanent""",
}

PARTNERSHIP = {
    "link": """aux cotes, a parts egales avec, en equipe avec, en commun avec, en binome avec, d'un commun accord avec, en duo avec, en union avec,
        en partenariat avec, partenariat avec, en partenariat, en collaboration avec, collabor*, en cooperation avec, cooper*, de concert avec, conjointement, conjointe, conjoint, aux cotes de/du/des, aux cotes d', de pair avec, en alliance avec, alliance avec, en lien avec, avec l'appui de/du/des, avec le soutien de/du/des, avec l'aide de/du/des, avec le concours de/du/des, soutenu* par, appuye* par,
        finance* par, financee* par, cofinanc*, co-financ*, copilot*, co-pilot*, coconstrui*, co-construi*, codirig*, coanim*, co-anim*, coorganis*, co-organis*, consortium, en coalition avec, coalition, s'associ*, associe* a, associes a, associees a, main dans la main, cote a cote, s'alli*, allies a, unir* ~ forces, union* nos forces, avec notre partenaire, nos partenaires, convention avec, accord avec, signe* avec, convention signee avec, menee par, mene par, anime* par, porte* par, mis en oeuvre par, grace a, accompagne* par, de concert""",
    "linked": """en consortium, en coalition, programme commun, projet commun, fonds commun, en cofinancement, cofinance par""",
    "sure": """epaule contre epaule avec, coude a coude avec, en equipe avec, en duo avec, a parts egales avec,
        en partenariat avec, en collaboration avec, en cooperation avec, en alliance avec, en coalition avec, conjointement avec, de concert avec, main dans la main avec, cote a cote avec, aux cotes de, aux cotes du, aux cotes des, nous associons a, nous allions a, unir nos forces avec, en lien avec, en commun avec""",
    "with": "avec, et avec, ",
    "together": "ensemble, conjointement, en commun, cote a cote, commun, communs, commune",
    "org": """refuge, maison d'accueil, centre d'accueil,
        boulangerie, restaurant, pharmacie, ferme, salle de sport, magasin, autorite portuaire, pompiers, compagnie, assureur, supermarche, usine, temple, paroisse, diocese, chorale, orchestre, archives, observatoire, mediateur, poste, commission electorale, notaires, caisse d'epargne, revue, comite d'entreprise, regie, guilde, faculte, lycees, conservatoire, prefecture, ecole de, mission locale, cooperatives, federation de, consulat, unite mixte, maison des femmes, 
        le departement, la region,
        fonds mondial, fonds de femmes, fonds feministe, fonds des nations, fonds regional,
        ministere/ministeres, universite, fondation, syndicat/syndicats, association/associations, federation, reseau, collectif/collectifs, cooperative/cooperatives, banque, ville, municipalite, mairie, commune, conseil departemental, conseil regional, conseil municipal, conseil general, parlement, gouvernement, etat, agence, autorite, institut, ong, organisation/organisations, coalition, alliance, entreprise, entreprises, clinique, hopital,
        academie, eglise, mosquee, musee, mediatheque, bibliotheque, radio, radios, police, gendarmerie, tribunal, chambre, barreau, ordre, mutuelle, caisse, club, mouvement/mouvements, comite ~ femmes, commission, prefecture, unfpa, unicef, unesco, pnud, oit, oms, onu femmes, onu, banque mondiale, groupement/groupements, patronat, employeurs, bailleur, bailleurs, bailleurs de fonds, ambassade, centre, union, ligue, confederation, protection civile, pmi, societe/societes, maison, theatre, office, croix-rouge, croissant-rouge, start-up, operateur, laboratoire, ecole, lycee, parquet, defenseur des droits, planning familial, centre social, presse, journal, editeur, hotel, maternite, societes savantes, cour, assemblee nationale, senat, permanence, service national, cinema, cooperation""",
    "person_of": "avocates/avocats/infirmieres/sages-femmes/formatrices/juristes/benevoles/membres/expertes/medecins/psychologues/interpretes/etudiantes/enseignantes du/de/des/d'",
    "partner_word": "partenaire/partenaires, societe civile, associations de femmes, organisations de femmes, groupes de femmes, organisations feministes",
    "own": "notre, nos, mon, ma",
    "first_person": "nous, notre, nos, je",
    "not_agent": """repris par, reprise par, adopte par, adoptee par, adoptes par, copie par,
        pour, a, au, aux, dans, de, du, des, d, sur, chez, en, vers, contre, par les, chaque, chacun, tout, tous, toutes, toute, autres, autre, cette, ce, ou, hors, entre, une seule""",
    "acts": """repet*, chant*, cuisin*, jou*, cous*, nettoi*, plant*, certifi*, test*, guid*, rejoi*, parraine*, visit*, racont*,
        recoi*, recev*, cherch*, suivr*, travaill*, interven*, ecout*, conseill*, install*, transport*, traduis*, fabriqu*, cultiv*, garantis*, prend*, prenn*,
        financ*, cofinanc*, paie*, pay*, accueill*, fourni*, form*, contribu*, apport*, conseil*, dirig*, mener*, pilot*, anim*, met, mettent, mettra, mettront, pret*, offr*, organis*, concev*, donn*, soutien*, assur*, imprim*, enseign*, ouvr*, sign*, ensemble, diffus*, defend*, choisi*, tien*, gere*, recrut*, bati*, construi*, ecri*, redig*, prepar*, reun*, lanc*, elabor*, publi*, distribu*, repren*, heberg*, equip*, encadr*, accompagn*, suiv*""",
    "no_partner": "vih, mgf, odd, lgbt, lgbtq, lgbtqi, covid, tic, ptsd",
    "and": "et",
    "alone": """seule et, seul et, seule sur, seul sur, agissons seule, agit seule, agit seul,
        seuls, seules, par nos propres moyens""",
    "hollow": """partenaires ~ bienvenu*, partenaires potentiels, futurs partenaires, a la recherche de ~ partenaire*, cherch* ~ partenaire*, recherch* ~ partenaire*, trouver ~ partenaire*, ouverts a ~ partenaire*, ouvert* aux partenaires, sans partenaire*, pas de partenaire*, aucun partenaire, d'eventuels partenaires, partenaires un jour""",
}

SMART = {
    "action": """form*, construi*, batir*, bati*, adopt*, financ*, ouvri*, ouvre*, fourni*, cre*, lanc*, etabli*, enseign*, pret*, embauch*, recrut*, pay*, livr*, vot*, install*, equip*, publi*, produi*, distribu*, offr*, nomm*, mettr*, organis*, developp*, introdui*, reform*, etend*, elargi*, invest*, allou*, reserv*, octroy*, accord*, soutiend*, soutien*, donn*, heberg*, accueill*, augment*, rehauss*, reduir*, baiss*, doubl*, tripl*, dote*, supprim*, dispens*, soign*, defend*, accompagn*, employ*, inscri*, fer*, traduir*, ecri*, promouv*, recens*, repet*, renov*, raccord*, certifi*, realis*, menera, menerons, garanti*, oblig*, sign*, ratifi*, elimin*, distribu*, deploi*, deploy*, diffus*, attribu*, assur*, plant*, achet*, vaccin*, depist*, generalis*, porter*, passer*, verser*, titularis*, mettons, remett*, elabor*, confi*, interdi*, tiend*, instaur*, representer*, anim*, augmenter*, delivr*, servir*, acheter*, agrandi*""",
    "means": """analyste*, donne/donnent, cotisations, reserve*, benefices, epargne, chauffeurs, equipage, cuisinieres, fournit, fournissent, prete, pretent, specialiste*, recolte*, financera, semences,
        budget*, fonds, financ*, cofinanc*, subvention*, dotation, enveloppe, credits, personnel, equipe/equipes, formatrice/formatrices, formateur*, coordinatrice*, coordinateur*, coordonn*, animatrice*, salari*, salaire*, ressources, moyens, poste/postes, allou*, affect*, reserv*, provisionn*, contribu*, dons, experience, etape/etapes, par etapes, deja, existant*, equipement*, locaux, benevole*, prend/prennent en charge, pris en charge, technicien*, chercheuse*, ingenieure*, avocates, mentor*, marraines, manuel*, imprim*, fonds propres, recettes, inspectrice*, taxe, studio, salle, loyer, vehicule*, formees, couts, frais, paie, paient, paye*, appui, pret, garantie, embauch*, recrut*, mettent/met a disposition, calendrier, feuille de route, consacr*, conseillere*, agents, agente*, juriste*, mobilis*, couver*, detach*, finance*, plan d'action, s'appu*""",
    "relevant": """epouse*, col de l'uterus, sein, obstetri*, fistule*, dot, fiancee*, nonnes, reines, soeurs, ouvriere*, infirmiere*, etudiante*, eleveuse*, avocate*, juge feminine, deputee*, elues, conductrice*, pompieres, joueuses, chercheuses, patronnes, cheffes,
        femme*, fille*, genre, femin*, mere*, sage-femme, matern*, egalit*, sexu*, reproduct*, contracep*, enceinte*, grossesse*, violence*, survivant*, harcel*, veuve*, allaite*, mgf, excision, feminicide*, creche*, garde d'enfants, paternite, parental*, lesbienne*, lgbt*, trans, parite, menstru*, avortement, ivg, mariage* ~ enfant*, mariages precoces, viol, viols, domestique*, adolescente*, enseignantes, eleves filles, productrices, plaignantes, agricultrices, travailleuses, entrepreneuses, etudiantes, ouvrieres, paysannes, commercantes, elle, elles, ecart de salaire, ecarts de salaire, sororite, consentement, aidante*, aides-soignantes, journalistes femmes, vendeuses, rescape*, detenues, refugiees, migrantes, scientifiques, artisanes, pecheuses, tisserandes, jeunes meres""",
}

LEXICON = Lexicon(
    code="fr",
    numbers=NUMBERS,
    phrases={**FIGURES, **TIMES, **NEGATION, **AMBITIOUS, **SCALABLE, **PARTNERSHIP, **SMART},
    we=("rons",),
    she=("trices", "euses", "ieres"),
    abbreviations=frozenset("no n art m mme dr st ste env av tel".split()),
)
