# ruff: noqa: E501  a row stays a row; other scripts stand as they are written
"""What our columns are called elsewhere. Data only.

The seven languages of the platform, and the words of IATI, 360Giving, the OpenClimate network and
spreadsheets seen in practice. Compared folded (case, accents and signs aside).
"""

_WORDS = {
    "id": "identifier|reference|ref no|number|no|commitment id|pledge id|target id|project id|record id|identifiant|référence|numéro|numéro d'engagement|n°|nº|n° d'engagement|identificador|referencia|número|código|معرف|الرقم|رقم الالتزام|المرجع|编号|标识|承诺编号|идентификатор|номер|id number|iati id|grant id|unique id",
    "title": "commitment title|commitment name|pledge|pledge title|project title|headline|name of commitment|titre|intitulé|titre de l'engagement|título|titulo|título del compromiso|nombre del compromiso|título do compromisso|العنوان|عنوان الالتزام|标题|承诺标题|名称|название|заголовок|название обязательства|commitment",
    "summary": "abstract|short description|in brief|résumé|resume|synthèse|description courte|resumen|resumo|síntesis|الملخص|ملخص|موجز|摘要|概要|резюме|краткое описание|аннотация",
    "language": "lang|language code|langue|idioma|lengua|língua|اللغة|لغة|语言|язык",
    "organisation": "organization|organisation name|organization name|organisation's name|org|org name|actor|actor name|entity|entity name|maker|commitment maker|member|pledger|reporting org|reporting organisation|donor|funder|funding org name|institution|organisme|nom de l'organisation|nom de l'organisme|porteur|porteur d'engagement|organización|nombre de la organización|organizacion|entidad|organização|nome da organização|المنظمة|اسم المنظمة|الجهة|组织|机构|组织名称|机构名称|организация|название организации",
    "organisation_type": "organization type|type of organisation|type of organization|org type|actor type|entity type|sector type|stakeholder type|type d'organisation|type d'organisme|catégorie d'acteur|tipo de organización|tipo de entidad|tipo de organização|نوع المنظمة|组织类型|机构类型|тип организации|stakeholder group",
    "country": "country code|country name|iso|iso2|iso3|iso country|iso code|country iso|nation|pays|code pays|país|pais|código de país|código do país|البلد|الدولة|国家|国别|страна|код страны|recipient country|headquarters country|hq country|country of organisation",
    "region": "m49 region|un region|région|región|região|المنطقة|地区|регион|world region",
    "coalition": "coalitions|action coalition|theme|thematic area|topic|area|coalition d'action|thème|thématique|coalición|coalición de acción|tema|coalizão|التحالف|تحالف العمل|المحور|联盟|行动联盟|主题|коалиция|тема|category|catégorie|categoria|categoría",
    "action": "actions|action code|measure|blueprint action|mesure|acción|medida|ação|الإجراء|行动|действие|мера",
    "commitment_type": "type of commitment|commitment types|pledge type|kind of commitment|type d'engagement|tipo de compromiso|tipo de compromisso|نوع الالتزام|承诺类型|тип обязательства",
    "amount": "value|budget|sum|total|total amount|amount pledged|pledged amount|pledge amount|amount awarded|financial commitment|commitment amount|montant|montant engagé|montant total|importe|monto|monto comprometido|cantidad|valor|montante|المبلغ|قيمة|القيمة|金额|承诺金额|сумма|размер|бюджет",
    "currency": "currency code|ccy|devise|monnaie|moneda|divisa|moeda|العملة|货币|币种|валюта",
    "amount_usd": "usd|amount in usd|value usd|usd amount|us dollars|amount us dollars|montant usd|montant en dollars|monto en dólares|importe usd|valor em dólares|المبلغ بالدولار|美元金额|сумма в долларах",
    "start": "start date|starts|starts on|begin|begin date|from|start year|planned start date|planned dates start date|date de début|début|date début|fecha de inicio|inicio|data de início|início|تاريخ البدء|البداية|开始日期|开始|дата начала|начало|year target was set",
    "end": "end date|ends|ends on|until|to|due|due date|deadline|target date|target year|end year|completion date|planned end date|planned dates end date|date de fin|fin|échéance|date d'échéance|fecha de finalización|fecha de fin|fecha fin|plazo|data de término|data de fim|fim|تاريخ الانتهاء|النهاية|结束日期|截止日期|结束|дата окончания|окончание|срок",
    "status": "state|progress status|implementation status|statut|état|avancement|estado|situación|situação|الحالة|状态|进展|статус|состояние",
    "submitted_at": "submitted|submitted on|submission date|date submitted|date de soumission|date de dépôt|fecha de envío|data de envio|تاريخ التقديم|提交日期|дата подачи",
    "published_at": "published|published on|publication date|date published|award date|announced|announcement date|date de publication|fecha de publicación|data de publicação|تاريخ النشر|发布日期|дата публикации",
    "description": "details|full description|commitment description|long description|description of commitment|target description|what|descriptif|description détaillée|descripción|descrição|الوصف|وصف الالتزام|描述|说明|описание|activities",
    "change": "expected change|change expected|outcome|outcomes|expected results|impact|résultats attendus|changement attendu|cambio esperado|resultados esperados|mudança esperada|التغيير المنشود|预期变化|ожидаемые изменения|ожидаемые результаты",
    "beneficiaries": "for whom|target group|target population|who benefits|bénéficiaires|public cible|beneficiarios|beneficiarias|población objetivo|beneficiários|المستفيدون|المستفيدات|受益人|受益者|бенефициары|целевая группа",
    "baseline": "starting point|base value|situation de départ|valeur de référence|línea de base|línea base|linha de base|خط الأساس|基线|исходный уровень",
    "intersectionality": "intersectional approach|intersectionnalité|interseccionalidad|interseccionalidade|التقاطعية|交叉性|интерсекциональность",
    "leadership": "feminist leadership|leadership féministe|liderazgo|liderazgo feminista|liderança|القيادة|领导力|лидерство",
    "sdg_targets": "sdg|sdgs|sdg target|sustainable development goals|odd|cibles odd|objectifs de développement durable|ods|metas ods|أهداف التنمية المستدامة|可持续发展目标|цур",
    "places": "countries of implementation|implementation countries|location|locations|where|recipient countries|pays de mise en œuvre|lieux|países de implementación|países de ejecución|lugares|بلدان التنفيذ|实施国家|страны реализации|territoire",
    "links": "link|url|urls|website|web page|webpage|source|source url|more information|lien|liens|site web|enlace|enlaces|sitio web|página web|ligação|الرابط|الروابط|链接|网址|ссылка|ссылки|data source",
    "also_registered_in": "other registries|registered elsewhere|other platforms|autres registres|otros registros|outros registros|سجلات أخرى|其他登记|другие реестры",
    "iati_identifier": "iati|iati activity|iati activity identifier|identifiant iati|identificador iati|معرف iati",
    "name": "organisation|organization|organisation name|organization name|org name|actor name|official name|legal name|nom|nom officiel|nombre|razón social|nome|الاسم|名称|название|наименование|institution|entity",
    "aliases": "other names|alias|also known as|aka|acronym|short name|abbreviation|autres noms|sigle|otros nombres|siglas|outros nomes|sigla|أسماء أخرى|الاختصار|别名|简称|другие названия|сокращение",
    "website": "web site|web|url|homepage|home page|link|site|site web|site internet|sitio web|página web|الموقع الإلكتروني|网站|网址|сайт|веб сайт",
    "principles": "values|valeurs|principes|principios|princípios|المبادئ|原则|принципы",
    "contact_email": "email|e mail|mail|contact|courriel|adresse électronique|correo|correo electrónico|البريد الإلكتروني|邮箱|电子邮件|электронная почта|эл почта",
    "email": "e mail|mail|email address|contact email|courriel|adresse électronique|correo|correo electrónico|endereço eletrônico|البريد الإلكتروني|邮箱|电子邮件|электронная почта|эл почта",
    "contact_name": "contact|contact person|signatory|signed by|person|contact principal|personne de contact|signataire|persona de contacto|firmante|pessoa de contato|جهة الاتصال|联系人|контактное лицо",
    "letter": "text|message|letter of intent|statement|lettre|lettre d'intention|texte|carta|carta de intención|texto|carta de intenções|الرسالة|خطاب النوايا|意向书|письмо|текст",
}
SYNONYMS = {name: tuple(words.split("|")) for name, words in _WORDS.items()}

# Words of a status that the platform's own labels do not have.
STATUS = {
    "not_started": "à faire|planned|pending|todo|to do|not yet started|por hacer|pendiente|a fazer|planifié|не начато|未开始|لم يبدأ",
    "on_track": "en cours|in progress|ongoing|underway|active|en curso|em andamento|в процессе|进行中|قيد التنفيذ",
    "delayed": "en retard|late|behind schedule|retrasado|atrasado|с задержкой|延迟|متأخر",
    "achieved": "réalisé|fait|done|realised|fulfilled|met|logrado|cumplido|alcançado|выполнено|достигнуто|已实现|تحقق",
    "discontinued": "abandonné|dropped|stopped|abandoned|cancelled|abandonado|cancelado|прекращено|已停止|متوقف",
    "completed": "terminé|finished|closed|terminado|concluído|завершено|已完成|مكتمل",
}
# Kinds of actors as other registries call them, by the aliases and codes that packs use.
TYPES = {
    "government": "government|state|national government|ministry|gouvernement|gobierno|governo|حكومة|政府|правительство",
    "private_sector": "company|business|corporation|private company|entreprise|empresa|شركة|企业|компания|organization private",
    "civil_society": "ngo|cso|civil society organisation|civil society organization|association|ong|asociación|associação|منظمة غير حكومية|非政府组织|нко|нпо",
    "other": "city|ville|municipality|local government|region|university|ciudad|cidade|مدينة|城市|город|commune|municipalité|collectivité",
    "philanthropy": "foundation|fondation|fundación|fundação|مؤسسة خيرية|基金会|фонд|donor",
}
COUNTRIES = {
    "US": "usa|united states of america|états unis d'amérique|estados unidos de américa",
    "GB": "uk|great britain|england|scotland|wales|united kingdom of great britain and northern ireland",
    "TZ": "united republic of tanzania", "BO": "plurinational state of bolivia|bolivia plurinational state of",
    "VE": "bolivarian republic of venezuela|venezuela bolivarian republic of", "IR": "islamic republic of iran|iran islamic republic of",
    "KR": "republic of korea|korea republic of|south korea", "KP": "democratic people's republic of korea|north korea",
    "LA": "lao people's democratic republic|lao pdr", "MD": "republic of moldova|moldova republic of",
    "RU": "russian federation|fédération de russie", "SY": "syrian arab republic", "VN": "viet nam",
    "CI": "ivory coast|côte d'ivoire|cote d'ivoire", "CD": "drc|dr congo|dem rep congo|democratic republic of the congo|congo democratic republic of the",
    "CG": "republic of the congo", "CV": "cape verde|cabo verde", "CZ": "czech republic|czechia", "SZ": "swaziland|eswatini",
    "MK": "north macedonia|macedonia", "MM": "burma|myanmar", "TL": "timor leste|east timor", "TR": "turkey|türkiye|turkiye",
    "PS": "palestine|state of palestine", "TW": "taiwan greater china|chinese taipei|taiwan province of china",
    "HK": "china hong kong special administrative region|hong kong", "MO": "china macao special administrative region|macao|macau",
    "NL": "the netherlands|holland", "GM": "the gambia", "BS": "the bahamas", "BN": "brunei darussalam", "FM": "micronesia federated states of",
    "AE": "uae", "CN": "people's republic of china|pr china", "VA": "holy see|vatican",
}  # fmt: skip
