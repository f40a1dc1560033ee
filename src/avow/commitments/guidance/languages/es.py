"""Spanish."""

from avow.commitments.guidance.lexicon import Lexicon

_TEENS = "diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve".split()
_TWENTIES = (
    "veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete"
    " veintiocho veintinueve"
).split()
_TENS = "treinta cuarenta cincuenta sesenta setenta ochenta noventa".split()
_HUNDREDS = {2: "dosc", 3: "tresc", 4: "cuatroc", 6: "seisc", 7: "setec", 8: "ochoc", 9: "novec"}
NUMBERS: dict[str, int | float] = {
    "un": 1, "uno": 1, "una": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7,
    "ocho": 8, "nueve": 9,
    **{word: n for n, word in enumerate(_TEENS, 10)},
    **{word: n for n, word in enumerate(_TWENTIES, 20)},
    "veintiún": 21, "veintiuna": 21,
    **{word: 10 * n for n, word in enumerate(_TENS, 3)},
    "cien": 100, "ciento": 100, "quinientos": 500, "quinientas": 500,
    **{f"{stem}ient{end}": 100 * n for n, stem in _HUNDREDS.items() for end in ("os", "as")},
    "cientos": 100, "mil": 1000, "miles": 1000, "millar": 1000, "millares": 1000, "millón": 10**6, "millones": 10**6,
    "docena": 12, "docenas": 12, "decena": 10, "decenas": 10, "centenar": 100, "centenares": 100,
    "veintena": 20, "treintena": 30, "billones": 10**12, "billón": 10**12,
}  # fmt: skip

FIGURES = {
    "percent": "por ciento, por cien, punto/puntos porcentual*, puntos",
    "percent_before": "",
    "currency": """de dolar*, de euro*, de peso*, de sol/soles, de quetzal*, de lempira*, de colon/colones, de guarani*, de bolivian*, de bolivar*, de cordoba*, de balboas, de franco*, de libra*, dolar*, euro/euros, peso/pesos, soles,
        quetzal*, lempira*, colones, guarani*, boliviano*, bolivares, cordobas, balboas, reales, de reales, yuan*, yenes, libras, de pesos, de yenes, de yuanes, francos""",
    "weak_currency": "colones, guarani*, yenes",
    "time_unit": """ano, anos, mes/meses, semana/semanas, dia/dias, hora/horas, minuto/minutos, trimestre*, semestre*, bimestre*, decada*, lustro*,
        ano/anos escolar*/lectivo*/consecutivo*/fiscal*, proximos anos/meses, curso/cursos escolar*/academico*""",
    "month": "enero, febrero, marzo, abril, mayo, junio, julio, agosto, septiembre, setiembre, octubre, noviembre, diciembre",
    "counted": """mujeres, ninas, personas, hombres, ninos, sobrevivientes, supervivientes, estudiantes, alumnas, maestras, escuelas, familias, hogares, trabajadoras, agricultoras, jovenes, nuevas, nuevos, parteras, matronas, enfermeras, emprendedoras, empleos, plazas,
        adolescentes, madres, becas, ejemplares, prestamos, creditos, viviendas, agentes, beneficiarias, participantes, parcelas, microcreditos, campesinas, docentes, empresarias, juezas""",
    "uncounted": """de, del, y, e, o, u, a, al, por, en, sobre, para, con, es, son, era, eran, fue, fueron, sera, seran, como, pero, un, una, el, la, los, las, que, quien, hoy, actualmente, ahora, esta, este, contra, entre, hasta, si, luego, cuando, ella, ellas, se, han, habia, hay, durante, antes,
        despues, porque, bajo, no, mas, veces, desde, frente, sin, ya, segun, tras, mientras, ni, lo, su, sus, nos, cada, ciento""",
    "time_before": """en, para, antes hasta, desde, durante, de, fines de, finales de, ano, el ano, inicios de, mediados de, horizonte, enero, febrero, marzo, abril, mayo, junio, julio, agosto, septiembre, octubre, noviembre, diciembre, primavera, verano, otono, invierno, acabe, termine, terminar, acabar, concluya""",
    "code_before": """ley, ley no, ley n, articulo, articulos, art, inciso, decreto, decreto no, decreto n, resolucion, convenio, convenio no, convencion, no, n, nº, num, numero, numeros, telefono, tel, llamar, llame al, llamada, llamadas al, sala, pagina, paginas, capitulo, ods, objetivo, meta, fase, covid, beijing, pekin, de ~ a ~ anos,
        parte, recomendacion, directiva, reglamento, parrafo, version, linea, whatsapp, celular, piso, calle, oit, anexo, ley organica, ley general, acuerdo, expediente, al telefono, linea telefonica, entre los, mayores de, menores de""",
    "before_vague": "varios, varias, algunos, algunas, muchos, muchas, unos pocos",
    "vague_number": "cientos, miles, millares, millones, decenas, docenas, centenares, billones",
    "ordinal_ending": "o, a, er, ro, do, vo, ra, da",
    "part": """mitad, la mitad, un tercio, un tercio de, dos tercios, la tercera parte, una tercera parte, un cuarto de, la cuarta parte, una cuarta parte, tres cuartos, tres cuartas partes, dos terceras partes, una quinta parte, la quinta parte, un quinto de, una de cada #, uno de cada #, # de cada #, una decima parte""",
}

TIMES = {
    "when": """este ano, el proximo ano, el ano proximo, el ano que viene, fin de ano, a fin de ano, antes de fin de ano, finales de ano, fines de ano, el ano entrante, proximo semestre, proximo trimestre, primer/segundo/tercer/cuarto trimestre, primer/segundo semestre, dentro de un ano, en un ano, en el plazo de un ano, durante un ano,
        en el ano, en este curso, proximo curso, el proximo mes, en los proximos meses, la proxima primavera, el proximo verano/otono/invierno, antes de que termine, antes de que acabe, para cuando termine, a lo largo del ano, durante el ano, antes de las proximas, esta decada, al final del periodo, ciclo escolar, proximo ciclo, en un plazo de un""",
    "year_after": "",
    "day_after": "",
    "period_before": """en, dentro de, durante, en los proximos, en las proximas, los proximos, las proximas, por, a lo largo de, en un plazo de, al cabo de, para, en el plazo de, en menos de, cada, los primeros, en los, tras, un plan de, a, de, hasta, por un periodo de, plazo de""",
    "period_after": "mas tarde, siguientes, proximos",
    "since": """desde, desde el, fundada en, fundado en, creada en, creado en, aprobada en, aprobado en, ley # de, ley de, de la ley, convencion de, declaracion de, hace, censo de, plataforma de, codigo de, decreto # de, adoptada en, constitucion de""",
    "baseline": """frente a #, frente a ~ #, en comparacion con, comparado con, comparada con, respecto a/al/de, con respecto a/al, linea de base, linea base, punto de partida, de # ~ a # , del # ~ al # , de # a #, pasar* de # ~ a #, pasar* ~ de # ~ a #, actualmente, hoy, en la actualidad, # hoy, # actualmente, que fueron # , que eran # , eran # , fueron # , era # , era de # ,
        contra # ~ de, contra # , en lugar de # , en vez de # , el ano pasado, sobre los de, sobre el nivel, sobre la base, de los # ~ a # , del actual, desde # ~ hasta #, desde el # ~ al #, hasta ahora, de apenas, los # de, ahora son, ahora #, eran solo, son solo #, apenas #, solo # ~ en""",
    "recurring": "por ano, al ano, cada ano, anualmente, anuales, por mes, al mes",
}

NEGATION = {
    "negator": "no, nunca, jamas, ningun, ninguna, ninguno, ni, tampoco, nada, nadie, renunci*, descart*",
    "without": "sin, fuera de, a falta de, en ausencia de, salvo",
    "not_negation": """no solo, no solamente, no unicamente, no solo ~ sino, a mas tardar, no menos de, no mas tarde, no mas alla, sin excepcion, sin demora, sin discriminacion, sin costo, sin coste, sin distincion, no gubernamental*, organizaciones no gubernamentales, sin interrupcion, ninguna nina, ninguna mujer, nadie quede, nadie se quede, sin dejar a nadie, no dejar a nadie,
        no bastan, no basta, sin tierra, sin empleo, sin fines de lucro, sin animo de lucro, no remunerad*, no reembolsable*, no sexista*, no binari*, no inferior, no tradicional*, no esperar*, no pagad*, sin papeles, sin techo, sin precedentes, sin cargo, sin esperar, nunca antes, no formal*""",
    "contrast": "pero, sino, aunque, sin embargo, salvo, porque, para que, mientras",
    "or_words": "o, ni, u, y, e",
    "undone": """no esta/estan previst*, no se preve, no se contempla*, no esta/estan contemplad*, no se planea, no esta/estan planead*, queda/quedan descartad*, queda/quedan excluid*, no tendra/tendran lugar, no forma parte, no entra en""",
    "hedge": "quizas, quiza, tal vez, podria, podrian, podriamos, algun dia, si es posible, esper*, nos gustaria, ojala, acaso, pensamos en, sonamos",
}

AMBITIOUS = {
    "large_change": """desaparec*, desaparezc*, dejara de existir, dejaran de existir,
        duplic*, doblar*, doble de, el doble, triplic*, cuadruplic*, quintuplic*, multiplic* por, a la mitad, en la mitad, por la mitad, elimin*, erradic*, abol*, suprimi*, acabar* con, acabemos con, poner* fin, pondr* fin, pondra* fin, pone fin, cerrar* ~ brecha*, cierr* ~ brecha*, cierre ~ brecha*, reducir ~ a cero, a cero, tolerancia cero, cero casos, cero #, paridad, paritari*,
        # veces mas, dos veces mas, tres veces mas, en un tercio, en un cuarto, en dos tercios, en tres cuartos, una tercera parte, una cuarta parte, prohib*, desmantel*, igualdad salarial, mitad de ~ cargos/puestos/escanos/empleos/plazas/miembros/consejos/tierras/contratos/direcciones/jefaturas/compras/presupuesto, sea de mujeres, poner coto, fin de los/las ~ matrimonios/violencia, sean mujeres, sean ocupad* por mujeres""",
    "law": """licencia de maternidad/paternidad, licencia parental, permiso de paternidad/maternidad, permiso parental, codigo civil/penal/laboral/electoral, codigo del trabajo, codigo de familia, presupuesto nacional, presupuesto del estado, presupuesto general, ley de presupuesto*,
        ley, leyes, anteproyecto, proyecto de ley, iniciativa de ley, decreto*, ordenanza*, politica/politicas, constitucion*, linea presupuestaria, partida presupuestaria, reglamento*, cuota/cuotas, reforma/reformas, estrategia nacional, plan nacional, convenio colectivo, estatuto*, legislacion, curriculo, plan de estudios, contratacion publica, compras publicas, tipificacion, impuesto, """,
    "reform_verb": """adopt*, aprob*, aprueb*, promulg*, enmend*, enmiend*, modific*, reform*, derog*, ratific*, introduc*, aboli*, revis*, inscrib*, incorpor*, tipific*, penaliz*, legaliz*, legisl*, redact*, elabor*, crear*, cree, creara, crea, instaur*, impon*, oblig*, suprim*, reescrib*, consagr*, establec*, elev* a, institu*, fij*, blind*, dictar*, impuls* ~ ley, sancion*, expedir*, convertir*""",
    "structural": """nuevo codigo, nueva politica, codigo de tierras, un derecho para, derecho universal, sera un derecho, sera ley,
        @reform_verb ~ @law, @law ~ aprobada/aprobado/adoptada/promulgada/reformada/modificada/derogada/ratificada/creada/obligara/garantizara/reconocera/prohibira/establecera/entrara/impondra/reservara, obligatori* en tod*, obligatoria para tod*, sera/seran obligatori*, obligatorio para tod*, currículo nacional obligatorio, reforma de la, reforma del, reforma legal, reforma de los, por ley, rango de ley, en la ley, fuerza de ley, partida presupuestaria permanente, partida propia, presupuesto con enfoque, presupuestos con perspectiva, presupuesto sensible,
        cuota de, juridicamente vinculante, ley de presupuesto*, nueva ley, norma obligatoria, con caracter obligatorio""",
    "first_time": """por primera vez, primera vez, primera ley, primer # del pais, la primera ~ del pais, el primer ~ del pais, primera del pais, primero del pais, nunca antes, inedit*, sin precedentes, primera en su genero, primero en su genero, primera en la historia, la primera ~ de la region/historia, el primer ~ de la region/historia/continente, primera politica nacional, primer plan nacional, primera del mundo, pioner* en el pais""",
    "everyone": """cada aula, cada clinica, cada ministerio, cada ciudad, cada hogar, cada fabrica, cada pais, cada maternidad, cada universidad, cada juzgado, cada isla, cada empresa, cada hospital, cada canton, de la republica, cada pueblo, cada barrio,
        todo el pais, todo el territorio, en todo el territorio, escala nacional, a nivel nacional, cobertura nacional, universal*, todas las mujeres, todas las ninas, todas las escuelas, todos los hospitales, todas las regiones, todos los municipios, todas las provincias, todos los departamentos, todas las comunas, todos los distritos, todos los juzgados, todas las comisarias, todas las empresas, todos los ministerios, todas las universidades, todos los centros, todos los paises, todos los estados, todas las adolescentes, todas las trabajadoras, todas las victimas,
        todas las sobrevivientes, todas las alumnas, todos los colegios, todos los institutos, todas las comunidades, todos los cantones, todas las entidades, todas las jovenes, todas las comarcas, todos los ~ publicos, todas las ~ publicas, cada municipio, cada escuela, cada mujer, cada nina, cada distrito, cada region, cada provincia, cada comunidad, cada departamento, cada comisaria, pais entero, estado entero, territorio nacional, la totalidad de, el conjunto del pais, toda la poblacion, todas nuestras, todos nuestros, toda la administracion, los # estados, las # provincias, los # departamentos, todo el sector, toda la industria, """,
    "people": """mujeres, ninas, personas, sobrevivientes, supervivientes, estudiantes, alumnas, agricultoras, trabajadoras, comerciantes, emprendedoras, familias, hogares, adolescentes, madres, beneficiarias, jovenes, ciudadanas, maestras, docentes, ninos, hombres, refugiadas, usuarias, empleadas, productoras, migrantes, habitantes, pacientes, rurales, campesinas, artesanas, oyentes, vecinas, indigenas""",
    "increase": "aument*, increment*, mejor*, reduc*, reforz*, fortalec*, elev*",
}

SCALABLE = {
    "pilot": "pilot*",
    "place": """radio/radios, capital/capitales, facultad, puestos, dependencias, casas, filiales, jardines, puntos, sedes, cabeceras, delegacion,
        region/regiones, distrito/distritos, provincia/provincias, pais/paises, ciudad/ciudades, pueblo/pueblos, municipio/municipios, comunidad/comunidades, escuela/escuelas, estado/estados, departamento/departamentos, sede/sedes, oficina/oficinas, clinica/clinicas, hospital/hospitales, campus, sucursal/sucursales, isla/islas, continente, barrio/barrios, universidad/universidades, planta/plantas, fabrica/fabricas, centro/centros, campamento/campamentos,
        juzgado/juzgados, zona/zonas, comuna/comunas, canton/cantones, filial/filiales, tiendas, cooperativas, grupos, federaciones, clubes, territorio/territorios, valle/valles, cuenca/cuencas, colegio/colegios, instituto/institutos, sector/sectores, empresas, puertos, emisoras, redacciones, editoriales, aldeas, alcaldias, gobernaciones, delegaciones, facultades, parroquias, localidades, capitulos, redes, municipalidades, organizaciones, sindicatos, comisarias, bibliotecas, aeropuertos, mercados, ayuntamientos, caletas""",
    "growth": """luego en # , y luego # ~ mas, otr* # despues, en otros # , en otras #,
        ampli* a/al/hacia/hasta, ampliacion, ampliar*, ampliara*, amplia de, extend* a/al/por/hacia/en, extendera*, extender*, extiend*, extension a, expand*, expansion, escal*, a escala, llevar* a ~ @place, lleva ~ a ~ @place, llevara* ~ @place, llegar* a ~ @place, replic*, reproducir* en, despleg*, despliegue, generaliz*, multiplicar* ~ sedes, difundir* en otr*, trasladar* ~ a otr*, masific*,
        de # a # @place, de # a # ~ @place, del piloto, tras el piloto, de un piloto, proyecto piloto a, piloto ~ despues/luego, primero ~ luego, primero ~ despues, primero en ~ y, despues pasar*, despues ~ restantes, luego en ~ @place, luego a ~ @place, hoy en # ~ @place, hoy ~ solo en, hasta ahora solo, de una ~ a # @place, de una sola, de un ~ a # @place, repetir* en, crecer*, de la capital a, se abrira en, sumar* ~ @place, imitar, antes de pasar a, irradiar*, se sumaran # ~ @place""",
    "more_places": """a cada, en cada @place, cada aula,
        otr* @place, otr* # ~ @place, # @place mas, # nuev* ~ @place, nuev* @place, # @place adicionales, @place vecin*, todo el pais, todo el territorio, nivel nacional, escala nacional, todas las @place, todos los @place, tod* las ~ @place, cada @place, en # paises, # paises, las # ~ @place restantes, los # ~ restantes, las # ~ restantes, resto del pais, resto de los/las @place, @place restantes, otros paises, en otros lugares, territorio nacional, pais entero, toda la region, todo el sector, toda la red, demas @place, todas nuestras @place, todas sus @place, todos sus @place, mas @place, mas alla de""",
    "passed_on": """ensenara a # otr*, ensenaran a # otr*, formara a # otr*, transmitir* a otr*, retransmit*,
        codigo ~ publicara, codigo sera publico, para que cualquier, para que cada, pueda ~ instalar, pueda ~ adaptar, puedan ~ adaptar, dominio publico, quien quiera, a quien quiera, podra copiar, podran copiar, podran adaptar, podran usar,
        form* ~ formadora*, form* ~ formador*, formacion de formador*, capacit* ~ capacitador*, capacit* ~ facilitador*, formadoras de formadoras, formar* a otras, formaran a otras, forman a otras, capacit* a otr*, a su vez, en cascada, efecto multiplicador, multiplicador*, licencia abierta, licencias abiertas, licencia libre, codigo abierto, software libre, acceso abierto, acceso libre, creative commons, libre uso, libres de derechos,
        caja de herramientas, kit de herramientas, guia ~ para otr*, a disposicion de otr*, a disposicion de quien, a disposicion de cualquier, en manos de otr*, para que otr*, puedan usarl*, puedan copiarl*, pueda usarl*, puedan ~ reutilizar, reutiliz*, libre para otr*, quedara libre, public* ~ metodologia/metodo/modelo/manual/guia/codigo/herramientas, compart* ~ metodologia/metodo/modelo/herramientas/manual, transferir* ~ otr*, entregar* ~ a otr*, libre descarga, cualquier ~ pueda, cualquiera pueda, replicable*, entre pares""",
    "built_in": """integr* ~ en el sistema/programa/presupuesto/curriculo, integr* ~ al sistema/programa/presupuesto/servicio/curriculo, incorpor* ~ al sistema/curriculo/presupuesto/programa, formar* parte del, forme parte del, formara parte de, institucionaliz*, adoptad* por otr*, adopt* por tod*, adopten otr*, lo adopten, la adopten, lo adoptaran, hagan suyo, retomad* por, asumid* por, asumira ~ gestion/estado, sistema nacional, sistema publico, servicio publico, politica publica, programa nacional, curriculo nacional, presupuesto nacional, presupuesto estatal, estandar nacional, norma nacional, permanente en, transferir* ~ al estado/ministerio/municipio, formacion inicial, red publica, se convertira en norma""",
}

PARTNERSHIP = {
    "link": """junto al, a la par de, a la par del, de la mano del, en alianza, acompañadas por, en union con, nosotras y, en equipo con, a cuatro manos, y nosotras, hombro a hombro con, de comun acuerdo, a medias con,
        en alianza con, alianza con, alianza entre, en asociacion con, asociacion con, en colaboracion con, colabor*, en cooperacion con, cooper*, junto a, junto con, juntamente con, conjuntamente con, conjuntamente, conjunta, conjunto con, de la mano de/del/con, codo a codo, codo con codo, hombro con hombro, en coordinacion con, coordinad* con, en coalicion, coalicion con, coalicion de, consorcio, de comun acuerdo con, con el apoyo de/del, con apoyo de/del, con el respaldo de/del, con el aval de, con la ayuda de/del, con financiamiento de/del, con fondos de/del, con la participacion de/del,
        financiad* por, cofinanc*, codirig*, coorganiz*, cogestion*, codise*, copresid*, apoyad* por, respaldad* por, acompanad* por, ejecutad* por, impartid* por, dirigid* por, en conjunto con, en conjunto, asociad* con, aliad* con, nos aliamos, nos asociamos, se une a, se unen, nos unimos, uniran, sumamos fuerzas, unir fuerzas, convenio con, acuerdo con, firmad* con, al lado de, a la par con, de manera conjunta, en forma conjunta, mancomunad*, nuestros socios, nuestra socia, nuestras aliadas, gracias a, en consorcio""",
    "linked": """en consorcio, en coalicion, programa conjunto, proyecto conjunto, fondo comun, cofinanciad* por, entre ambas, ambas organizaciones, entre las dos""",
    "sure": """hombro con hombro con, codo con codo con, a medias con, en equipo con, al lado de, al lado del,
        en alianza con, en asociacion con, en colaboracion con, en cooperacion con, en coordinacion con, en coalicion con, conjuntamente con, juntamente con, junto con, junto a, junto al, de la mano de, de la mano del, codo a codo con, hombro a hombro con, en conjunto con, nos aliamos con, nos asociamos con, nos unimos a""",
    "with": "con, y con, ",
    "together": "juntas, juntos, conjuntamente, en comun, conjunto, conjunta, comun",
    "org": """refugio, casa de acogida, hogar de,
        panaderia, restaurante, farmacia, granja, gimnasio, tienda, autoridad portuaria, bomberos, bomberas, aerolinea, aseguradora, supermercado, fabrica, templo, parroquia, coro, orquesta, archivo, observatorio, registro civil, correos, comision electoral, notarias, caja de ahorros, revista, facultad, comedor, centro de salud, centro social, naviera, cooperativa de, juntas, hermandad, taller, guarderia, patronato, fundaciones, consorcio, mesa de,
        fondo mundial, fondos de mujeres, fondo feminista,
        ministerio/ministerios, universidad, fundacion, sindicato/sindicatos, asociacion/asociaciones, federacion, red, colectivo/colectivos, colectiva/colectivas, cooperativa/cooperativas, banco, ciudad, municipio, alcaldia, ayuntamiento, intendencia, gobernacion, diputacion, consejo de mujeres, parlamento, congreso, senado, asamblea, gobierno/gobiernos, estado, agencia, autoridad, instituto, ong, ongs, organizacion/organizaciones, coalicion, alianza, empresa, empresas, clinica, hospital, academia, iglesia, museo, biblioteca, radio, radios, policia, fiscalia, tribunal, corte, camara, colegio de,
        mutual, caja, club, movimiento/movimientos, comision, departamento, region, provincia, unfpa, unicef, unesco, pnud, oit, oms, onu mujeres, onu, banco mundial, patronal, empleadores, donantes, donante, embajada, centro, union, liga, confederacion, defensoria, procuraduria, secretaria de, sociedad, teatro, oficina, cruz roja, laboratorio, escuela, poder judicial, prensa, periodico, hotel, maternidad, junta, gremio, gremios, mesa, operadora, operador, bid, cepal, oea, universidades, cabildo, comunidad, emisora, emisoras, casa de, mancomunidad, servicio de salud, seguridad social, comite de, consulado, diocesis, cine""",
    "person_of": """trabajadoras/educadoras sociales de/del,
        abogadas/abogados/enfermeras/parteras/matronas/formadoras/juristas/voluntarias/voluntarios/integrantes/expertas/medicas/psicologas/interpretes/estudiantes/maestras/ingenieras/tecnicas de/del""",
    "partner_word": "socio/socios/socia/socias, aliada/aliadas/aliados, sociedad civil, organizaciones de mujeres, grupos de mujeres, organizaciones feministas",
    "own": "nuestro, nuestra, nuestros, nuestras, mi, propia, propio",
    "first_person": "nosotras, nosotros, nuestro, nuestra, nuestros, nuestras, nos, nuestr*, emitiremos, formaremos, crearemos, abriremos, capacitaremos, daremos, haremos",
    "not_agent": """adoptado por, adoptada por, retomado por, retomada por, asumido por, asumida por,
        para, a, al, en, de, del, sobre, hacia, contra, cada, todo, todos, todas, toda, otras, otros, otra, otro, esta, este, o, desde, entre, dirigidas a, una sola, obligue al""",
    "acts": """ensay*, cant*, cocin*, jueg*, jug*, cos*, limpi*, siembr*, sembr*, certific*, prueb*, guia*, se suma, apadrin*, visit*, cuent*, monta*, recog*, tej*,
        recib*, trabaj*, intervien*, interven*, escuch*, instal*, transport*, fabric*, cultiv*, garantiz*, tom*, evalu*, monitor*, selec*, cubr*, custod*, conduc*, conduzc*, convoc*, investig*, proteg*, vigil*,
        financ*, pag*, acog*, aport*, form*, capacit*, contribu*, suministr*, proporcion*, asesor*, dirig*, lider*, ejecut*, imparte*, impartir*, prest*, ofrec*, organiz*, dise*, don*, apoy*, asegur*, imprim*, ense*, abr*, firm*, junt*, difund*, defend*, elig*, gestion*, contrat*, constru*, escrib*, redact*, prepar*, reun*, lanz*, elabor*, public*, distribu*, ced*, cura, cure, atiend*, atend*, emit*, elev*, coordin*, da, dan, dara, daran, pone, ponen, pondra, pondran, lleva, llevan, trae, revis*, acompan*, equip*, facilit*, hac*, hara*, realiz*, traduc*, libera*""",
    "no_partner": "vih, ods, lgbt, lgbti, lgbtiq, covid, tic, mgf",
    "and": "y, e",
    "alone": "solas, solos, por cuenta propia, por nuestra cuenta",
    "hollow": """socios ~ bienvenid*, socias ~ bienvenid*, aliad* ~ bienvenid*, socios potenciales, futuros socios, buscar* ~ soci*, busc* ~ soci*, busc* ~ aliad*, encontrar ~ soci*, abiert* a ~ soci*, abiert* a ~ alianzas, abiert* a colabor*, sin socios, sin aliad*, posibles socios, posibles alianzas, soci* algun dia, posible colaboracion""",
}

SMART = {
    "action": """form*, capacit*, constru*, adopt*, financ*, abr*, proporcion*, cre*, lanz*, establec*, ense*, prest*, contrat*, pag*, entreg*, aprob*, instal*, equip*, public*, produc*, distribu*, ofrec*, nombr*, organiz*, desarroll*, introduc*, reform*, ampli*, extend*, invert*, invers*, asign*, reserv*, otorg*, conced*, apoy*, dar*, acog*, aument*, increment*, reduc*, duplic*, triplic*, dot*, elimin*, atend*, atiend*, defend*, acompan*, emple*, inscrib*, hara*, hac*, traduc*, escrib*, promov*, recog*, repet*, renov*, conect*, certific*, realiz*, garantiz*, oblig*, firm*, ratific*, difund*, emit*, atribu*, sembr*, compr*, vacun*, generaliz*, llevar*, llegar*, pasar*, tituar*, titul*, elabor*, prohib*, sumar*, becar*, impart*, represent*, respond*, incorpor*, prote*, asesor*, habilit*, pondr*, cerr*, logr*, alcanz*, asegur*, implement*, ejecut*, asist*, colocar*, reclut*, graduar*, acredit*, rehabilit*, mont*, edit*""",
    "means": """analistas, dona/donan, cuotas, reserva*, ganancias, ahorros, choferes, cocineras, suministra*, presta, prestan, especialista*, cosecha, ensena, alberga, ofrece, ofrecen, ofreceran,
        presupuest*, fondo/fondos, financi*, cofinanc*, subvenc*, dotacion, partida*, creditos, personal, equipo/equipos, formadora*, formador*, coordinadora*, coordinador*, coordin*, facilitadora*, asalariad*, salario*, sueldo*, recursos, medios, plaza/plazas dotad*, asignad*, asigna, asignado, destin*, reserv*, contribu*, aport*, donac*, experiencia, etapa/etapas, por etapas, pasos, ya, existente*, locales, voluntaria*, tecnicas, tecnicos, investigadora*, ingenieras, abogadas, mentora*, manual*, impres*, ingresos, inspectora*, impuesto, estudio, sala, alquiler, vehiculo*, capacitadas, costo*, coste*, gastos, paga, pagan, pagado, apoyo, garantia*, garantiza, contratad*, cuenta con, contamos con, calendario, hoja de ruta, brigadas, agentes, promotora*, cubre, cubren, libera, equipamiento, caja, cede, plan de accion, plan de trabajo, psicologas, turnos, sostien*, fideicomiso, cronograma, instalaciones""",
    "relevant": """esposa*, cuello uterino, mama, obstetric*, fistula, dote, novia*, monjas, hermanas, obreras, enfermeras, estudiantes mujeres, abogadas, juezas, diputadas, electas, conductoras, bomberas, jugadoras, jefas, ganaderas, panaderas, soldadoras, electricistas mujeres,
        mujer*, nina*, genero, femin*, madre*, partera*, matrona*, matern*, igualdad, sexual*, reproduct*, anticoncep*, embaraz*, violencia*, sobreviviente*, superviviente*, acoso, viuda*, lactan*, mutilacion, feminicid*, guarderia*, cuidado/cuidados, paternidad, parental*, lesbian*, lgbt*, trans, paridad, menstru*, aborto, matrimonio infantil, matrimonios, violacion*, trabajadoras, adolescente*, alumnas, ellas, ella, brecha salarial, campesinas, agricultoras, emprendedoras, periodistas indigenas, pescadoras, artesanas, recicladoras, indigenas, maestras, lideresas, juezas, cientificas, vendedoras, costureras, migrantes, jornaleras, empresarias, investigadoras, jovenes mujeres, ingenieras, parto/partos, equidad, cuidadoras, tejedoras, refugiadas""",
}

LEXICON = Lexicon(
    code="es",
    numbers=NUMBERS,
    phrases={**FIGURES, **TIMES, **NEGATION, **AMBITIOUS, **SCALABLE, **PARTNERSHIP, **SMART},
    we=("aremos", "eremos", "iremos", "amos"),
    she=("doras", "toras", "soras"),
    abbreviations=frozenset("no n art sr sra dr dra núm num av tel ee uu sta sto".split()),
)
