"""Words from which the invented commitments are made, in seven languages."""

# fmt: off
# What is done, by coalition: a noun phrase in each language.
WORKS: dict[str, dict[str, tuple[str, ...]]] = {
    "gender_based_violence": {
        "en": ("Shelters in every district", "A helpline that never sleeps", "Courts that listen to survivors"),
        "fr": ("Des refuges dans chaque district", "Une ligne d'écoute jour et nuit", "Des tribunaux à l'écoute des survivantes"),
        "es": ("Refugios en cada distrito", "Una línea de ayuda día y noche", "Tribunales que escuchan a las sobrevivientes"),
        "pt": ("Casas de acolhimento em cada distrito", "Uma linha de apoio dia e noite", "Prevenção da violência nas escolas"),
        "ru": ("Приюты в каждом районе", "Круглосуточная линия помощи", "Профилактика насилия в школах"),
        "ar": ("دور إيواء في كل محافظة", "خط مساعدة ليل نهار", "الوقاية من العنف في المدارس"),
        "zh": ("每个县都有庇护所", "全天候求助热线", "在学校预防暴力"),
    },
    "economic_justice": {
        "en": ("Decent jobs in the care economy", "Equal pay in our whole company", "Land titles in women's names"),
        "fr": ("Des emplois décents dans les soins", "L'égalité salariale dans toute l'entreprise", "Des titres fonciers au nom des femmes"),
        "es": ("Empleos dignos en los cuidados", "Igualdad salarial en toda la empresa", "Títulos de tierra a nombre de las mujeres"),
        "pt": ("Empregos dignos nos cuidados", "Igualdade salarial em toda a empresa", "Crédito para cooperativas de mulheres"),
        "ru": ("Достойная работа в сфере ухода", "Равная оплата труда", "Кредиты женским кооперативам"),
        "ar": ("وظائف لائقة في اقتصاد الرعاية", "المساواة في الأجور", "قروض لتعاونيات النساء"),
        "zh": ("照护经济中的体面工作", "全公司同工同酬", "为妇女合作社提供贷款"),
    },
    "bodily_autonomy": {
        "en": ("Contraception within an hour's walk", "Sexuality education by trained peers"),
        "fr": ("La contraception à une heure de marche", "L'éducation à la sexualité par des pairs"),
        "es": ("Anticoncepción a una hora de camino", "Educación sexual entre pares"),
        "pt": ("Contraceção a uma hora de caminho", "Educação sexual entre pares"),
        "ru": ("Контрацепция в шаговой доступности", "Просвещение силами сверстников"),
        "ar": ("خدمات الصحة الإنجابية على مسافة ساعة", "التثقيف الصحي بين الأقران"),
        "zh": ("步行一小时内可得的避孕服务", "同伴开展的全面性教育"),
    },
    "climate_justice": {
        "en": ("Climate money for grassroots women", "Solar co-operatives led by women"),
        "fr": ("L'argent du climat pour les femmes de terrain", "Des coopératives solaires dirigées par des femmes"),
        "es": ("Dinero climático para mujeres de base", "Cooperativas solares dirigidas por mujeres"),
        "pt": ("Dinheiro do clima para mulheres de base", "Cooperativas solares lideradas por mulheres"),
        "ru": ("Климатические средства женщинам на местах", "Солнечные кооперативы под руководством женщин"),
        "ar": ("تمويل المناخ للنساء في القواعد", "تعاونيات شمسية تقودها النساء"),
        "zh": ("让基层妇女获得气候资金", "由妇女领导的太阳能合作社"),
    },
    "technology_innovation": {
        "en": ("Coding schools for girls", "Safe tools against online abuse"),
        "fr": ("Des écoles de code pour les filles", "Des outils contre la violence en ligne"),
        "es": ("Escuelas de programación para niñas", "Herramientas contra la violencia en línea"),
        "pt": ("Escolas de programação para raparigas", "Ferramentas contra a violência em linha"),
        "ru": ("Школы программирования для девочек", "Инструменты против насилия в сети"),
        "ar": ("مدارس برمجة للفتيات", "أدوات ضد العنف الرقمي"),
        "zh": ("女孩编程学校", "应对网络暴力的工具"),
    },
    "feminist_movements": {
        "en": ("Core funding for young feminists", "Parity in every local council"),
        "fr": ("Un financement durable pour les jeunes féministes", "La parité dans chaque conseil local"),
        "es": ("Fondos flexibles para jóvenes feministas", "Paridad en cada concejo local"),
        "pt": ("Financiamento flexível para jovens feministas", "Paridade em cada conselho local"),
        "ru": ("Гибкое финансирование молодых феминисток", "Паритет в местных советах"),
        "ar": ("تمويل مرن للنسويات الشابات", "المناصفة في المجالس المحلية"),
        "zh": ("为青年女性团体提供核心资金", "地方议会性别均等"),
    },
    "peace_security_humanitarian": {
        "en": ("Women at every peace table", "Cash help that reaches displaced women"),
        "fr": ("Des femmes à chaque table de paix", "Une aide en espèces pour les déplacées"),
        "es": ("Mujeres en cada mesa de paz", "Ayuda en efectivo para mujeres desplazadas"),
        "pt": ("Mulheres em cada mesa de paz", "Apoio em dinheiro a mulheres deslocadas"),
        "ru": ("Женщины за каждым столом переговоров", "Помощь перемещённым женщинам"),
        "ar": ("نساء إلى كل طاولة سلام", "مساعدات نقدية للنازحات"),
        "zh": ("让妇女参与每一次和谈", "为流离失所妇女提供现金援助"),
    },
}
FOR_WHOM: dict[str, tuple[str, ...]] = {
    "en": ("rural women", "girls aged 10 to 19", "women with disabilities", "domestic workers"),
    "fr": ("des femmes rurales", "des filles de 10 à 19 ans", "des femmes handicapées", "des travailleuses domestiques"),
    "es": ("mujeres rurales", "niñas de 10 a 19 años", "mujeres con discapacidad", "trabajadoras del hogar"),
    "pt": ("mulheres rurais", "raparigas dos 10 aos 19 anos", "mulheres com deficiência", "trabalhadoras domésticas"),
    "ru": ("сельских женщин", "девочек 10–19 лет", "женщин с инвалидностью", "домашних работниц"),
    "ar": ("النساء الريفيات", "الفتيات من 10 إلى 19 عامًا", "النساء ذوات الإعاقة", "العاملات في المنازل"),
    "zh": ("农村妇女", "10至19岁的女孩", "残疾妇女", "家政工人"),
}
# {who}: the people, {n}: how many, {year}: by when.
SENTENCES: dict[str, tuple[str, ...]] = {
    "en": ("With partners on the ground we reach {n} {who} by the end of {year}. We publish what we learn every year.",
           "By {year} the work covers {n} {who}; they sit on the committee that steers it."),
    "fr": ("Avec des partenaires de terrain, nous touchons {n} personnes, surtout {who}, avant fin {year}. Nous publions chaque année ce que nous apprenons.",
           "D'ici {year}, l'action bénéficie à {n} personnes, en particulier {who}, qui siègent au comité de pilotage."),
    "es": ("Con aliadas locales llegamos a {n} {who} antes de que termine {year}. Cada año publicamos lo aprendido.",
           "Para {year} la iniciativa alcanza a {n} {who}, que forman parte del comité que la dirige."),
    "pt": ("Com parceiras locais chegamos a {n} {who} até ao fim de {year}. Todos os anos publicamos o que aprendemos.",
           "Até {year} a iniciativa abrange {n} {who}, que integram o comité que a dirige."),
    "ru": ("Вместе с партнёрами на местах мы поддержим {n} человек, прежде всего {who}, до конца {year} года и каждый год будем публиковать результаты.",
           "К {year} году программа охватит {n} человек, прежде всего {who}; они входят в её совет."),
    "ar": ("مع شركاء محليين نصل إلى {n} من {who} قبل نهاية {year}، وننشر ما نتعلمه كل عام.",
           "بحلول {year} تشمل المبادرة {n} من {who}، وهن عضوات في لجنتها."),
    "zh": ("我们与当地伙伴合作，到{year}年底惠及{n}名{who}，并每年公布经验。",
           "到{year}年，该行动将惠及{n}名{who}，她们参与指导委员会。"),
}
# What an applicant writes: earlier work, and how others are brought along.
EVIDENCE: dict[str, str] = {
    "en": "For nine years we have run legal clinics with four partner groups; 1,200 people came last year.",
    "fr": "Depuis neuf ans, nous animons des permanences juridiques avec quatre groupes ; 1 200 personnes sont venues l'an dernier.",
    "es": "Desde hace nueve años llevamos consultorios jurídicos con cuatro grupos; el año pasado vinieron 1200 personas.",
    "pt": "Há nove anos mantemos consultórios jurídicos com quatro grupos; no ano passado vieram 1200 pessoas.",
    "ru": "Девять лет мы ведём юридические приёмные вместе с четырьмя группами; за год пришли 1200 человек.",
    "ar": "منذ تسع سنوات ندير عيادات قانونية مع أربع مجموعات، وقد لجأت إلينا 1200 امرأة في العام الماضي.",
    "zh": "九年来，我们与四个团体共同开设法律诊所，去年有1200人前来咨询。",
}
MOBILISE: dict[str, str] = {
    "en": "We invite the fourteen members of our network and report on it in our newsletter.",
    "fr": "Nous invitons les quatorze membres de notre réseau et en rendons compte dans notre lettre.",
    "es": "Invitamos a las catorce integrantes de nuestra red y lo contamos en nuestro boletín.",
    "pt": "Convidamos as catorze integrantes da nossa rede e contamos tudo no nosso boletim.",
    "ru": "Мы приглашаем четырнадцать участниц нашей сети и пишем об этом в рассылке.",
    "ar": "ندعو الأعضاء الأربعة عشر في شبكتنا وننشر ذلك في نشرتنا.",
    "zh": "我们邀请网络中的十四个成员，并在通讯中报道。",
}
# Invented places, so that no two titles are the same and no real one is promised anything.
PLACES: dict[str, tuple[str, ...]] = {
    "latin": ("Rivamar", "Alta Vega", "Monteluz", "Saint-Orme", "Kelvorin", "Dunmarra", "Vallesol", "Tarnby Vale", "Orellia", "Pontazul"),
    "ru": ("Светлогорье", "Заречный край", "Верхняя Илга", "Тополиный", "Озёрный район"),
    "ar": ("وادي السدر", "عين الزهراء", "تل الريحان", "نهر البيلسان", "مرج النور"),
    "zh": ("清河县", "云岭", "海棠镇", "青石桥", "东湖湾"),
}
# fmt: on
