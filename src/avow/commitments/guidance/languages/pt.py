"""Portuguese, of Portugal, Brazil and Africa."""

from avow.commitments.guidance.lexicon import Lexicon

_TEENS = "onze doze treze catorze quinze dezasseis dezassete dezoito dezanove".split()
_TENS = "vinte trinta quarenta cinquenta sessenta setenta oitenta noventa".split()
_HUNDREDS = {2: "duzent", 3: "trezent", 4: "quatrocent", 5: "quinhent", 6: "seiscent"}
_HUNDREDS |= {7: "setecent", 8: "oitocent", 9: "novecent"}
NUMBERS: dict[str, int | float] = {
    "um": 1, "uma": 1, "dois": 2, "duas": 2, "três": 3, "quatro": 4, "cinco": 5, "seis": 6, "sete": 7,
    "oito": 8, "nove": 9, "dez": 10,
    **{word: n for n, word in enumerate(_TEENS, 11)},
    "quatorze": 14, "dezesseis": 16, "dezessete": 17, "dezenove": 19,
    **{word: 10 * n for n, word in enumerate(_TENS, 2)},
    "cem": 100, "cento": 100,
    **{f"{stem}{end}": 100 * n for n, stem in _HUNDREDS.items() for end in ("os", "as")},
    "mil": 1000, "milhar": 1000, "milhares": 1000, "milhão": 10**6, "milhões": 10**6, "bilhão": 10**9, "bilhões": 10**9,
    "dúzia": 12, "dúzias": 12, "dezena": 10, "dezenas": 10, "centena": 100, "centenas": 100, "centos": 100,
    "mi": 10**6, "bi": 10**9,
}  # fmt: skip

FIGURES = {
    "percent": "por cento, porcento, ponto/pontos percentua*, pontos",
    "percent_before": "",
    "currency": """de dolar*, de euro*, de real/reais, de meticais, de metical, de kwanza*, de escudos, de francos, de libra*, de patacas, de dobras, dolar*, euro/euros, real/reais, metical/meticais, kwanza*, escudos, patacas, dobras, libras, francos, ienes, yuans, contos""",
    "weak_currency": "meticais, kwanza*, escudos, ienes, dobras",
    "time_unit": """ano, anos, mes/meses, semana/semanas, dia/dias, hora/horas, minuto/minutos, trimestre*, semestre*, bimestre*, decada*,
        ano/anos letivo*/lectivo*/escolar*/consecutivo*, proximos anos/meses""",
    "month": "janeiro, fevereiro, marco, abril, maio, junho, julho, agosto, setembro, outubro, novembro, dezembro",
    "counted": """mulheres, meninas, raparigas, pessoas, homens, meninos, rapazes, sobreviventes, estudantes, alunas, professoras, escolas, familias, lares, agregados, trabalhadoras, agricultoras, jovens, novas, novos, parteiras, enfermeiras, empreendedoras, empregos, vagas,
        adolescentes, maes, bolsas, exemplares, emprestimos, creditos, casas, agentes, beneficiarias, participantes, parcelas, docentes, empresarias, juizas, criancas, pescadoras""",
    "uncounted": """de, do, da, dos, das, e, ou, a, ao, aos, as, por, pelo, pela, em, no, na, nos, nas, sobre, para, com, sao, era, eram, foi, foram, sera, serao, como, mas, um, uma, o, os, que, quem, hoje, atualmente, agora, esta, este, contra, entre, ate, se, depois, quando, ela, elas, ha, havia, durante, antes,
        apos, porque, sob, nao, mais, vezes, desde, face, sem, ja, segundo, enquanto, nem, sua, suas, cada, cento""",
    "time_before": """em, para, antes ate, desde, durante, de, fim de, final de, ano, ano de, inicio de, meados de, janeiro, fevereiro, marco, abril, maio, junho, julho, agosto, setembro, outubro, novembro, dezembro, primavera, verao, outono, inverno, ate ao final de, ate o final de, ao longo de""",
    "code_before": """lei, lei n, lei no, artigo, artigos, art, inciso, alinea, decreto, decreto n, decreto no, resolucao, convencao, convencao n, n, nº, num, numero, numeros, telefone, tel, ligar, ligue, ligue para o, ligue o, disque, sala, pagina, paginas, capitulo, ods, objetivo, objectivo, meta, fase, covid, pequim,
        parte, recomendacao, diretiva, directiva, regulamento, paragrafo, versao, linha, whatsapp, telemovel, celular, andar, rua, oit, anexo, portaria, lei complementar, emenda, pelo telefone, ligando, entre os, maiores de, menores de, despacho""",
    "before_vague": "varios, varias, alguns, algumas, muitos, muitas",
    "vague_number": "milhares, milhoes, dezenas, duzias, centenas, centos, bilhoes",
    "ordinal_ending": "o, a, ª, º",
    "part": """metade, a metade, um terco, um terco de, dois tercos, a terca parte, um quarto de, um quarto das/dos/da/do, a quarta parte, tres quartos, um quinto de, um quinto das/dos, uma em cada #, um em cada #, # em cada #, um decimo, uma quinta parte""",
}

TIMES = {
    "when": """este ano, neste ano, no proximo ano, proximo ano, ano que vem, fim do ano, final do ano, ate ao fim do ano, proximo semestre, proximo trimestre, primeiro/segundo/terceiro/quarto trimestre, primeiro/segundo semestre, dentro de um ano, em um ano, num ano, no prazo de um ano, durante um ano, ano letivo, ano lectivo, proximo ano letivo,
        no ano, proximo mes, nos proximos meses, na proxima primavera, no proximo verao/outono/inverno, antes do fim, ao longo do ano, durante o ano, antes das proximas, nesta decada, esta decada, final do periodo, proxima legislatura, um ano""",
    "year_after": "",
    "day_after": "",
    "period_before": """em, dentro de, durante, nos proximos, nas proximas, os proximos, por, ao longo de, no prazo de, ao fim de, para, em menos de, cada, nos primeiros, nos, apos, num prazo de, ate, um plano de, de, no espaco de, daqui a, ao cabo de, a""",
    "period_after": "mais tarde, seguintes, proximos",
    "since": """desde, desde o, fundada em, fundado em, criada em, criado em, aprovada em, aprovado em, lei # de, lei de, da lei, convencao de, declaracao de, ha, censo de, plataforma de, codigo de, adotada em, constituicao de, decreto # de""",
    "baseline": """face a #, face aos/as #, contra #, contra ~ #, em comparacao com, comparado com, comparada com, em relacao a/ao/aos, relativamente a/ao, linha de base, ponto de partida, valor de base, de # ~ para #, de # para #, dos # ~ para #, passar* de # ~ para/a #, passand* de # ~ para #, de # ~ a # , de # a # , atualmente, actualmente, hoje, neste momento, # hoje, # atualmente,
        que foram # , que eram # , eram # , foram # , era # , era de # , em vez de #, em lugar de # , no ano passado, ano passado, sobre o nivel, sobre os # , a partir dos #, acima dos, acima do nivel, desde # ~ ate #, frente a #, frente aos #, ante #, ante os, ate agora, apenas # ~ em, sao apenas #, so # , os # de, agora sao, quando eram, em # eram, em # havia, ante ~ # """,
    "recurring": "por ano, ao ano, cada ano, todos os anos, anualmente, anuais, por mes",
}

NEGATION = {
    "negator": "nao, nunca, jamais, nenhum, nenhuma, nem, tampouco, nada, ninguem, renunci*, descart*",
    "without": "sem, fora de, na falta de, na ausencia de, salvo",
    "not_negation": """nao so, nao apenas, nao somente, nao unicamente, nao e apenas, nao menos de, nao mais tarde, o mais tardar, sem excecao, sem excepcao, sem demora, sem discriminacao, sem custo, sem custos, sem distincao, nao governamenta*, sem interrupcao, nenhuma menina, nenhuma rapariga, nenhuma mulher, ninguem fique, ninguem seja deixado, sem deixar ninguem, nao deixar ninguem,
        nao bastam, nao basta, sem terra, sem emprego, sem fins lucrativos, nao remunerad*, nao reembolsavel, nao sexista*, nao binari*, nao inferior, nao tradiciona*, nao pag*, sem papeis, sem teto, sem tecto, sem precedentes, sem esperar, nunca antes, nao formal*""",
    "contrast": "mas, porem, contudo, embora, no entanto, exceto, porque, para que, enquanto, senao",
    "or_words": "ou, nem, e",
    "undone": """nao esta/estao previst*, nao se preve, nao esta/estao planead*/planejad*/contemplad*, esta/estao descartad*, fica/ficam excluid*, nao tera lugar, nao faz parte, nao esta em causa, nao entra""",
    "hedge": "talvez, porventura, poderia, poderiam, poderiamos, algum dia, um dia, se possivel, esper*, gostariamos, oxala, quem sabe, sonhamos, pensamos em, pondera*",
}

AMBITIOUS = {
    "large_change": """desaparec*, desapareç*, deixara de existir, deixarao de existir,
        duplic*, dobr*, dobro, triplic*, quadruplic*, quintuplic*, multiplic* por, pela metade, a metade, para metade, em metade, elimin*, erradic*, abol*, suprimi*, acabar* com, acabaremos, por fim a/ao, poremos fim, pora fim, poe fim, colocar* fim, fechar* ~ lacuna*/fosso/brecha/hiato/diferenca, a zero, tolerancia zero, zero casos, paridade, paritari*,
        # vezes mais, duas vezes mais, tres vezes mais, em um terco, num terco, em um quarto, num quarto, em dois tercos, em tres quartos, proib*, desmantel*, igualdade salarial, metade d* ~ cargos/lugares/empregos/vagas/membros/conselhos/terras/contratos/direcoes/chefias/assentos/cadeiras/orcamento, metade ~ mulheres, banir*, extingui*, extinc*, anular* ~ diferenca, fim dos/das/do/da ~ casamento*/violencia/mutilacao/discriminacao""",
    "law": """licenca de maternidade/paternidade, licenca parental, codigo civil/penal/laboral/eleitoral, codigo do trabalho, codigo da familia, orcamento nacional, orcamento do estado, orcamento geral, lei de orcamento,
        lei, leis, projeto de lei, anteprojeto, proposta de lei, decreto*, portaria, politica/politicas, constituicao, rubrica, dotacao orcamental, linha orcamental, linha orcamentaria, regulamento*, quota/quotas, cota/cotas, reforma/reformas, estrategia nacional, plano nacional, acordo coletivo, convencao coletiva, contrato coletivo, estatuto*, legislacao, contratacao publica, compras publicas, imposto, emenda constitucional""",
    "reform_verb": """adot*, adopt*, aprov*, promulg*, emend*, alter*, modific*, reform*, revog*, ratific*, introduz*, introduc*, aboli*, revis*, revê*, rever*, inscrev*, incorpor*, tipific*, penaliz*, criminaliz*, legaliz*, legisl*, redig*, elabor*, criar*, cria, crie, institu*, instaur*, impor*, imp*, obrig*, suprim*, mud*, reescrev*, consagr*, estabelec*, fix*, sancion*, transform* em lei, torn*, submet*, """,
    "structural": """novo codigo, nova politica, codigo da terra, um direito para, direito universal, sera um direito, sera lei,
        @reform_verb ~ @law, @law ~ aprovada/aprovado/adotada/promulgada/reformada/alterada/revogada/ratificada/criada/obrigara/garantira/reconhecera/proibira/estabelecera/entrara/impora/reservara/tornara/generalizara, obrigatori* em tod*, obrigatori* para tod*, sera/serao obrigatori*, passa a obrigatori*, torn* obrigatori*, reforma da, reforma do, reforma legal, por lei, em lei, na lei, forca de lei, rubrica permanente, rubrica propria, orcamento sensivel ao genero, orcamentacao sensivel, orcamento de genero,
        quota de, cota de, juridicamente vinculativ*, nova lei, primeira lei, carater obrigatorio""",
    "first_time": """pela primeira vez, primeira vez, primeira lei, a primeira ~ do pais, o primeiro ~ do pais, primeira do pais, primeiro do pais, nunca antes, inedit*, sem precedentes, primeira do genero, primeiro do genero, primeira da historia, a primeira ~ da regiao/historia, o primeiro ~ da regiao/historia/continente, primeira politica nacional, primeiro plano nacional, primeira do mundo, primeira no pais, primeiro no pais""",
    "everyone": """cada sala, cada clinica, cada ministerio, cada cidade, cada lar, cada fabrica, cada pais, cada maternidade, cada universidade, cada tribunal, cada ilha, cada empresa, cada hospital, cada aldeia, cada bairro, da republica,
        todo o pais, todo o territorio, em todo o territorio, escala nacional, a nivel nacional, ambito nacional, cobertura nacional, universal*, universaliz*, todas as mulheres, todas as meninas, todas as raparigas, todas as escolas, todos os hospitais, todas as regioes, todos os municipios, todas as provincias, todos os departamentos, todos os distritos, todos os tribunais, todas as esquadras, todas as delegacias, todas as empresas, todos os ministerios, todas as universidades, todos os centros, todos os paises, todos os estados, todas as adolescentes, todas as trabalhadoras, todas as vitimas,
        todas as sobreviventes, todas as alunas, todas as comunidades, todos os concelhos, todas as jovens, todas as criancas, todas as creches, todas as maternidades, todas as unidades, todas as ilhas, todos os ~ publicos, todas as ~ publicas, cada municipio, cada escola, cada mulher, cada menina, cada rapariga, cada distrito, cada regiao, cada provincia, cada comunidade, cada concelho, pais inteiro, estado inteiro, territorio nacional, a totalidade, o conjunto do pais, toda a populacao, todas as nossas, todos os nossos, toda a administracao, os # estados, as # provincias, toda a rede, todo o setor, todo o sector, """,
    "people": """mulheres, meninas, raparigas, pessoas, sobreviventes, estudantes, alunas, alunos, agricultoras, trabalhadoras, comerciantes, empreendedoras, familias, lares, agregados, adolescentes, maes, beneficiarias, jovens, cidadas, professoras, criancas, homens, rapazes, refugiadas, utilizadoras, usuarias, empregadas, produtoras, migrantes, habitantes, pacientes, rurais, camponesas, artesas, ouvintes, moradoras, indigenas, utentes, domesticas, pescadoras, quilombolas""",
    "increase": "aument*, melhor*, reduz*, reforc*, fortalec*, elev*",
}

SCALABLE = {
    "pilot": "pilot*",
    "place": """radio, capitais, balcoes, casas, postos, pontos, jardins, dependencias, polos,
        regiao/regioes, distrito/distritos, provincia/provincias, pais/paises, cidade/cidades, aldeia/aldeias, vila/vilas, municipio/municipios, concelho/concelhos, comunidade/comunidades, escola/escolas, estado/estados, departamento/departamentos, sede/sedes, polo/polos, clinica/clinicas, hospital/hospitais, campus, campi, sucursais, agencias, ilha/ilhas, continente, bairro/bairros, universidade/universidades, fabrica/fabricas, unidade/unidades, centro/centros, campo/campos,
        tribunais, zona/zonas, comarca/comarcas, filial/filiais, lojas, cooperativas, grupos, federacoes, clubes, territorio/territorios, vale/vales, bacia/bacias, setor/setores, sector/sectores, empresas, portos, radios, editoras, delegacoes, faculdades, freguesia/freguesias, localidades, redes, autarquias, organizacoes, sindicatos, esquadras, delegacias, bibliotecas, aeroportos, mercados, prefeituras, capitais, postos, maternidades, emissoras, creches, nucleos, camaras""",
    "growth": """depois em # , e depois # ~ mais, noutros # , noutras # , em outros # , em outras #,
        ampli* a/ao/aos/para/ate, ampliacao, ampliar*, ampliara*, ampliad*, amplia, alarg*, estend* a/ao/aos/por/para/de, estender*, estendid*, estenda*, extensao a/ao/aos, expand*, expansao, escal*, em escala, ganhar* escala, larga escala, lev* ~ a ~ @place, lev* ~ para ~ @place, chegar* a ~ @place, replic*, reproduz* em, generaliz*, difundir* em outr*, transferir* ~ para outr*, massific*, dissemin*,
        de # para # @place, de # para # ~ @place, do piloto, apos o piloto, depois do piloto, de um piloto, projeto-piloto ~ depois, primeiro ~ depois, primeiro ~ e depois, primeiro no ~ e, primeiro em ~ e, depois em ~ @place, depois para ~ @place, depois ~ restantes, hoje ~ numa, hoje em # , hoje feito, ate agora so, de uma ~ para # @place, de uma so, de um ~ para # @place, repetir* ~ em, repetid* em, crescer*, da capital para/a, antes de passar a, irradiar*, multiplicar*""",
    "more_places": """a cada, em cada @place, cada sala,
        outr* @place, outr* # ~ @place, mais # ~ @place, # nov* ~ @place, nov* @place, # @place adicionais, @place vizinh*, todo o pais, todo o territorio, nivel nacional, escala nacional, ambito nacional, todas as @place, todos os @place, cada @place, em # paises, # paises, as # ~ restantes, os # ~ restantes, resto do pais, resto dos/das/do/da @place, @place restantes, outros paises, outros lugares, territorio nacional, pais inteiro, toda a regiao, todo o setor, todo o sector, toda a rede, demais @place, todas as nossas @place, todos os nossos @place, todas as suas, mais @place, alem de, restantes @place""",
    "passed_on": """ensinara # , ensinara outr*, ensinarao outr*, formara outr*, transmitir* a outr*, retransmit*,
        codigo ~ publicado, codigo sera publico, para que qualquer, para que cada, possa ~ instalar, possa ~ adaptar, quem quiser, a quem quiser, podera copiar, poderao copiar, poderao adaptar, poderao usar, poderao usa*,
        form* ~ formadora*, form* ~ formador*, formacao de formador*, capacit* ~ formador*, capacit* ~ multiplicador*, formar* outras, formarao outras, formam outras, por sua vez, em cascata, efeito multiplicador, multiplicador*, licenca aberta, licencas abertas, licenca livre, codigo aberto, software livre, acesso aberto, acesso livre, creative commons, uso livre, livre de direitos, dominio publico,
        caixa de ferramentas, kit de ferramentas, guia ~ para outr*, a disposicao de outr*, a disposicao de quem, ao dispor de outr*, para que outr*, possam usa*, possam copia*, possam adapta*, possa usa*, reutiliz*, livre para outr*, public* ~ metodologia/metodo/modelo/manual/guia/codigo/ferramentas, partilh* ~ metodologia/metodo/modelo/ferramentas/manual, compartilh* ~ metodologia/metodo/modelo/ferramentas/manual, transferir* ~ outr*, entregar* ~ a outr*, descarga livre, qualquer ~ possa, qualquer ~ podera, replicavel, replicaveis, entre pares, gratuitamente a outr*""",
    "built_in": """integr* ~ no sistema/programa/orcamento/curriculo, integr* ~ ao sistema/programa/orcamento/servico/curriculo/sus, incorpor* ~ ao sistema/curriculo/orcamento/programa/sus, incorpor* ~ no sistema/curriculo/orcamento/programa, passar* a fazer parte, fara parte do, faca parte do, institucionaliz*, adotad* por outr*, adotad* por tod*, adotem, adotarem, assumid* por, assumid* pelo/pela, assumira, retomad* por, sistema nacional, sistema publico, servico publico, politica publica, programa nacional, curriculo nacional, orcamento nacional, orcamento do estado, padrao nacional, norma nacional, transferir* ~ ao estado, formacao inicial, rede publica, tornar-se ~ norma, tornar-se ~ permanente""",
}

PARTNERSHIP = {
    "link": """junto a, junto ao, junto aos, junto da, junto das, junto do, de braço dado com, a par de, a par com, em equipa com, em equipe com, em uniao com, ombro com ombro, em comum com, a meias com, em alianca,
        em parceria com, parceria com, parceria entre, em parceria, em colaboracao com, colabor*, em cooperacao com, cooper*, junto com, juntamente com, conjuntamente com, conjuntamente, conjunta, em conjunto com, em conjunto, de maos dadas com, lado a lado, ao lado de/do/da/dos/das, ombro a ombro, em articulacao com, em coordenacao com, coordenad* com, em alianca com, alianca com, em coligacao, em coalizao, coligacao, coalizao, consorcio, de comum acordo com, com o apoio de/do/da/dos/das, com apoio de/do/da/dos/das, com a ajuda de/do/da, com financiamento de/do/da, com fundos de/do/da, com a participacao de/do/da,
        financiad* por, financiad* pelo/pela/pelos/pelas, cofinanci*, co-financi*, codirig*, coorganiz*, cogest*, cogerid*, coliderad*, apoiad* por, apoiad* pelo/pela, acompanhad* por, executad* por, ministrad* por, dirigid* por, associad* a, aliad* a, aliamo-nos, associamo-nos, une-se, unem-se, unimos forcas, unir* forcas, somam forcas, protocolo com, acordo com, assinad* com, de mao dada, de forma conjunta, nossos parceiros, nossas parceiras, gracas a, connosco, conosco""",
    "linked": """em consorcio, em coligacao, programa conjunto, projeto conjunto, fundo comum, cofinanciad* por, entre ambas, ambas as organizacoes, connosco, conosco""",
    "sure": """ombro a ombro com, ombro com ombro com, de braco dado com, a meias com, em equipa com, em equipe com,
        em parceria com, em colaboracao com, em cooperacao com, em alianca com, em coligacao com, em articulacao com, em coordenacao com, conjuntamente com, juntamente com, junto com, em conjunto com, de maos dadas com, lado a lado com, ao lado de, ao lado da, ao lado do, aliamo-nos a, associamo-nos a""",
    "with": "com, e com, ",
    "together": "juntas, juntos, conjuntamente, em comum, conjunto, conjunta, comum",
    "org": """abrigo, casa de acolhimento,
        padaria, restaurante, farmacia, quinta, ginasio, loja, autoridade portuaria, bombeiros, bombeiras, seguradora, supermercado, fabrica, templo, paroquia, coro, orquestra, arquivo, observatorio, correios, comissao eleitoral, notarias, caixa, revista, faculdade, centro de saude, centro social, posto de saude, cooperativa de, irmandade, oficina, creche, fundacoes, consorcio, mesa de, transportadora,
        fundos de mulheres, fundo global,
        ministerio/ministerios, universidade, fundacao, sindicato/sindicatos, associacao/associacoes, federacao, rede, coletivo/coletivos, colectivo, cooperativa/cooperativas, banco, cidade, municipio, prefeitura, autarquia/autarquias, camara, camara municipal, junta de freguesia, governo/governos, parlamento, congresso, senado, assembleia, estado, agencia, autoridade, instituto, ong, ongs, organizacao/organizacoes, coligacao, coalizao, alianca, empresa, empresas, clinica, hospital, academia, igreja, museu, biblioteca, radio, radios, policia, ministerio publico, tribunal, ordem, mutua, clube, movimento/movimentos, comissao,
        departamento, regiao, provincia, unfpa, unicef, unesco, pnud, oit, oms, onu mulheres, onu, banco mundial, patronato, empregadores, doadores, embaixada, centro, uniao, liga, confederacao, defensoria, procuradoria, secretaria de/da, sociedade, teatro, cruz vermelha, laboratorio, escola, poder judiciario, imprensa, jornal, editora, hotel, maternidade, gremio, operadora, universidades, servico nacional, seguranca social, comite de, consulado, santa casa, misericordia, ipss, emissora, cinema, sus, servico de saude, comunidade, palop, cplp, agrupamento""",
    "person_of": """assistentes/educadoras sociais de/da/do,
        advogadas/advogados/enfermeiras/parteiras/formadoras/juristas/voluntarias/integrantes/especialistas/medicas/psicologas/interpretes/estudantes/professoras/engenheiras/tecnicas de/da/do/das/dos""",
    "partner_word": "parceiro/parceiros/parceira/parceiras, aliada/aliadas/aliados, sociedade civil, organizacoes de mulheres, grupos de mulheres, organizacoes feministas",
    "own": "nosso, nossa, nossos, nossas, meu, minha, propria, proprio",
    "first_person": "nosso, nossa, nossos, nossas, connosco, conosco",
    "not_agent": """adotado por, adotada por, adotado pela, adotado pelo, assumido pela, assumido pelo, assumida por, retomado por,
        para, ao, aos, em, no, na, nos, nas, num, numa, de, do, da, dos, das, sobre, contra, cada, todo, todos, todas, toda, outras, outros, outra, outro, esta, este, ou, desde, entre, dirigidas a, uma so""",
    "acts": """ensai*, cant*, cozinh*, jog*, costur*, limp*, plant*, certific*, test*, gui*, junta-se, apadrinh*, visit*, cont*, mont*, recolh*, tec*,
        receb*, trabalh*, interv*, escut*, instal*, transport*, fabric*, cultiv*, garant*, tom*, avali*, monitor*, selec*, cobr*, convoc*, investig*, proteg*, recolh*,
        financi*, pag*, acolh*, aport*, form*, capacit*, contribu*, fornec*, proporcion*, assessor*, dirig*, lider*, execut*, ministr*, empresta*, oferec*, organiz*, desenh*, doa*, apoi*, assegur*, imprim*, ensin*, abr*, assin*, junt*, difund*, divulg*, defend*, escolh*, ger*, contrat*, constru*, escrev*, redig*, prepar*, reun*, lanc*, elabor*, public*, distribu*, ced*, cuida*, conduz*, atend*, emit*, transmit*, elev*, coorden*, da, dao, dara, darao, poe, pora, leva, levam, traz, revê, acompanh*, equip*, facilit*, faz*, fara*, realiz*, traduz*, trein*, contratad*, disponibiliz*""",
    "no_partner": "vih, hiv, ods, lgbt, lgbti, lgbtqia, covid, tic, mgf",
    "and": "e",
    "alone": "sozinhas, sozinhos, sozinha, por conta propria",
    "hollow": """parceiros ~ bem-vind*, parceiras ~ bem-vind*, parceiros potenciais, futuros parceiros, procur* ~ parceir*, busc* ~ parceir*, encontrar ~ parceir*, abert* a ~ parceir*, abert* a ~ parceria*, sem parceir*, possiveis parceir*, possiveis parcerias, parceir* um dia""",
}

SMART = {
    "action": """form*, capacit*, constru*, adot*, adopt*, financi*, abr*, proporcion*, cri*, lanc*, estabelec*, ensin*, empresta*, contrat*, pag*, entreg*, aprov*, instal*, equip*, public*, produz*, distribu*, oferec*, nome*, organiz*, desenvolv*, introduz*, reform*, ampli*, alarg*, estend*, invest*, aloc*, reserv*, conced*, apoi*, dar*, acolh*, aument*, reduz*, duplic*, dobr*, triplic*, dot*, elimin*, atend*, defend*, acompanh*, empreg*, inscrev*, far*, faz*, traduz*, escrev*, promov*, recolh*, repet*, renov*, lig*, certific*, realiz*, garant*, obrig*, assin*, ratific*, difund*, emit*, atribu*, plant*, compr*, vacin*, generaliz*, levar*, chegar*, passar*, titul*, elabor*, proib*, trein*, assegur*, represent*, respond*, incorpor*, proteg*, assessor*, habilit*, por*, fech*, alcanc*, atingir*, implement*, execut*, coloc*, recrut*, transmit*, graduar*, entrevist*, reabilit*, prest*, disponibiliz*, mont*, edit*, dispensar*""",
    "means": """analistas, doa/doam, quotas, reserva*, lucros, poupanca, motoristas, cozinheiras, fornece*, empresta*, especialista*, colheita, oferece*, cede*,
        orcament*, fundo/fundos, financi*, cofinanci*, subsidi*, subvenc*, dotacao, verba*, creditos, pessoal, equipa/equipas, equipe/equipes, formadora*, formador*, coordenadora*, coordenador*, coorden*, facilitadora*, salario*, recursos, meios, vaga, alocad*, afetad*, afeta, destinad*, reserv*, contribu*, aport*, doac*, experiencia, etapa/etapas, fases, passos, ja, existente*, instalacoes, espaco, voluntaria*, tecnicas, tecnicos, investigadora*, pesquisadora*, engenheiras, advogadas, mentora*, tutora*, manual*, impress*, receitas, inspetora*, imposto, estudio, sala, renda, aluguel, viatura*, carros, veiculo*, capacitadas, custo*, despesas, paga, pagam, pago, apoio, garantia*, contratad*, recrutadora*, conta com, contamos com, calendario, roteiro, cronograma, brigadas, agentes, cobre, cobrem, equipamento*, comite, plano de acao, plano de trabalho, psicologas, turnos, suport*, assegura, asseguram, proprios, formadas""",
    "relevant": """esposa*, colo do utero, mama, obstetric*, fistula, dote, noiva*, freiras, irmas, operarias, enfermeiras, advogadas, deputadas, eleitas, motoristas mulheres, bombeiras, jogadoras, chefas, criadoras, padeiras, soldadoras, condutoras, investigadoras,
        mulher*, menina*, rapariga*, genero, femin*, mae/maes, parteira*, matern*, igualdade, sexual*, reproduti*, contracep*, contrace*, anticoncep*, gravid*, violencia*, sobrevivente*, assedio, viuva*, amament*, aleitamento, mutilacao, feminicid*, creche*, cuidado/cuidados, paternidade, parental*, lesbic*, lgbt*, trans, paridade, menstru*, aborto, casamento infantil, casamentos, estupro, violac*, trabalhadoras, adolescente*, alunas, elas, ela, disparidade salarial, diferenca salarial, camponesas, agricultoras, empreendedoras, pescadoras, artesas, catadoras, indigenas, quilombolas, professoras, juizas, cientistas mulheres, vendedoras, costureras, costureiras, migrantes, empresarias, marisqueiras, engenheiras, parto/partos, equidade, cuidadoras, domesticas, refugiadas, zungueiras, tecedeiras""",
}

LEXICON = Lexicon(
    code="pt",
    numbers=NUMBERS,
    phrases={**FIGURES, **TIMES, **NEGATION, **AMBITIOUS, **SCALABLE, **PARTNERSHIP, **SMART},
    we=("aremos", "eremos", "iremos", "amos"),
    she=("doras", "toras", "soras"),
    abbreviations=frozenset("no n art sr sra dr dra av tel núm num".split()),
)
