-- A language is kept by the code that BCP 47 has for it, whatever it came as (kk of kaz, of KZ_kz and of kz, a country's), so
-- that who chooses words by what is kept finds them. Here for what came before. What is spelled as it is kept is only looked at.

create temporary table language_code (spelled text primary key, code text not null) on commit drop;
insert into language_code
select split_part(pair, ':', 1), split_part(pair, ':', 2) from regexp_split_to_table('
    bh:bho in:id iw:he ji:yi jw:jv mo:ro sh:sr tl:fil tw:ak cn:zh cz:cs dk:da gb:en gr:el ir:fa jp:ja kz:kk rs:sr ua:uk us:en vn:vi aam:aas aar:aa abk:ab adp:dz afr:af agp:apf
    ais:ami ajp:apc ajt:aeb aju:jrb aka:ak alb:sq als:sq amh:am ara:ar arb:ar arg:an arm:hy asd:snz asm:as aue:ktz ava:av
    ave:ae aym:ay ayr:ay ayx:nun aze:az azj:az bak:ba bam:bm baq:eu baz:nvo bcc:bal bcl:bik bel:be ben:bn bgm:bcg bhk:fbl
    bic:bir bih:bho bis:bi bjd:drl bjq:bzc bkb:ebk blg:iba bod:bo bos:bs bre:br btb:beb bul:bg bur:my bxk:luy bxr:bua
    cat:ca ccq:rki ces:cs cha:ch che:ce chi:zh chu:cu chv:cv cjr:mom cka:cmr cld:syr cls:sa cmk:xch cmn:zh cnr:sr cor:kw
    cos:co coy:pij cqu:quh cre:cr cwd:cr cym:cy cze:cs daf:dnj dan:da dap:njz dek:sqm deu:de dgo:doi dhd:mwr dik:din
    diq:zza dit:dif div:dv djl:dze dkl:aqd drh:mn drr:kzk drw:fa dud:uth duj:dwu dut:nl dwl:dbt dzo:dz ekk:et ell:el
    elp:amq emk:man eng:en epo:eo esk:ik est:et eus:eu ewe:ee fao:fo fas:fa fij:fj fin:fi fra:fr fre:fr fry:fy fuc:ff
    ful:ff gav:dev gaz:om gbc:wny gbo:grb geo:ka ger:de gfx:vaj ggn:gvr ggo:esg ggr:gtu gio:aou gla:gd gle:ga glg:gl
    gli:kzk glv:gv gno:gon gom:kok gre:el grn:gn gti:nyc gug:gn guj:gu guv:duz gya:gba hat:ht hau:ha hbs:sr hdn:hai
    hea:hmn heb:he her:hz him:srx hin:hi hmo:ho hrr:jal hrv:hr hun:hu hye:hy ibi:opa ibo:ig ice:is ido:io iii:ii ike:iu
    iku:iu ile:ie ill:ilm ilw:gal ina:ia ind:id ipk:ik isl:is ita:it izi:eza jar:jgk jav:jv jaw:jv jeg:oyb jpn:ja kal:kl
    kan:kn kas:ks kat:ka kau:kr kaz:kk kdv:zkd kgc:tdf kgd:ncq kgh:kml kgm:plu khk:mn khm:km kik:ki kin:rw kir:ky kmr:ku
    knc:kr kng:kg koj:kwv kom:kv kon:kg kor:ko kpp:jkm kpv:kv krm:bmf ktr:dtp kua:kj kur:ku kvs:gdj kwq:yam kxe:tvd
    kxl:kru kzh:dgl kzj:dtp kzt:dtp lak:ksp lao:lo lat:la lav:lv lbk:bnc leg:enl lii:raq lim:li lin:ln lit:lt llo:ngt
    lmm:rmx ltz:lb lub:lu lug:lg lvs:lv mac:mk mah:mh mal:ml mao:mi mar:mr may:ms meg:cir mgx:jbk mhr:chm mkd:mk mlg:mg
    mlt:mt mnt:wnn mof:xnt mol:ro mon:mn mrd:mgp mri:mi msa:ms mst:mry mup:raj mwd:dmw mwj:vaj mya:my myd:aog myt:mry
    nad:xny nau:na nav:nv nbf:nru nbl:nr nbx:gll ncp:kdz nde:nd ndo:ng nep:ne nld:nl nln:azd nlr:nrk nno:nn nns:nbr
    nnx:ngv nob:nb nom:cbr noo:dtd nor:no npi:ne nte:eko nts:pij nxu:bpp nya:ny oci:oc ojg:oj oji:oj ori:or orm:om ory:or
    oss:os oun:vaj pan:pa pat:kxr pbu:ps pcr:adx per:fa pes:fa pli:pi plt:mg pmc:huw pmk:crr pmu:phr pnb:lah pol:pl por:pt
    ppa:bfy ppr:lcq prp:gu prs:fa pry:prt pus:ps puz:pub que:qu quz:qu rmr:emx rmy:rom roh:rm ron:ro rum:ro run:rn rus:ru
    sag:sg san:sa sap:aqt sca:hle scc:sr scr:hr sgl:isk shl:mrh sin:si skk:oyb slk:sk slo:sk slv:sl smd:kmb sme:se smo:sm
    sna:sn snb:iba snd:sd som:so sot:st spa:es spy:kln sqi:sq src:sc srd:sc srp:sr ssw:ss sul:sgd sum:ulw sun:su swa:sw
    swc:sw swe:sv swh:sw szd:umi tah:ty tam:ta tat:tt tdu:dtp tel:te tgg:bjp tgk:tg tgl:fil tha:th thc:tpo thw:ola thx:oyb
    tib:bo tid:itd tie:ras tir:ti tkk:twm tlw:weo tmk:tdg tmp:tyj tne:kak tnf:fa ton:to tpw:tpn tsf:taj tsn:tn tso:ts
    ttq:tmh tuk:tk tur:tr twi:ak uig:ug ukr:uk umu:del unp:wro uok:ema urd:ur uzb:uz uzn:uz ven:ve vie:vi vol:vo wel:cy
    wgw:wgb wit:nol wiw:nwo wln:wa wol:wo xba:cax xho:xh xia:acn xkh:waw xpe:kpe xrq:dmw xsj:suj xsl:den xss:zko ybd:rki
    ydd:yi yen:ynq yid:yi yiy:yrm yma:lrr ymt:mtm yol:enm yor:yo yos:zom yuu:yug zai:zap zha:za zho:zh zir:scv zkb:kjh
    zsm:ms zul:zu zyb:za', '\s+') pair
where pair <> '';

create function kept_language(tag text) returns text language sql stable as $$
    select coalesce((select code from language_code where spelled = lower(said.part[1])), lower(said.part[1])) || coalesce((
        select string_agg('-' || case length(word) when 2 then upper(word) when 4 then initcap(word) else lower(word) end, '' order by place)
        from regexp_split_to_table(nullif(said.part[2], ''), '[-_]') with ordinality rest(word, place)), '')
    from regexp_match(btrim(tag), '^([A-Za-z]{2,3})(?:[-_]([A-Za-z0-9_-]*))?(?:[.@].*)?$') said(part)
    where said.part is not null and lower(said.part[1]) not in ('und', 'mul', 'zxx', 'mis')
$$;

create function kept_texts(texts jsonb) returns jsonb language sql stable as $$
    select coalesce(jsonb_object_agg(coalesce(kept_language(key), key), value order by kept_language(key) is not distinct from key), '{}')
    from jsonb_each(texts)
$$;

create temporary table odd_language on commit drop as
select said, kept_language(said) as kept from (
    select language from customer union select language from thread
    union select jsonb_object_keys(texts) from notice union select jsonb_object_keys(texts) from fact
    union select jsonb_object_keys(texts) from request union select jsonb_object_keys(labels) from topic
    union select jsonb_object_keys(texts) from recommendation union select jsonb_object_keys(said) from recommendation
    union select jsonb_object_keys(reason) from recommendation) known(said)
where said is not null and kept_language(said) is distinct from said;

update customer set language = odd.kept from odd_language odd where customer.language = odd.said and odd.kept is not null;
update thread set language = odd.kept from odd_language odd where thread.language = odd.said;
update notice set texts = kept_texts(texts) where texts ?| (select array_agg(said) from odd_language where kept is not null);
update fact set texts = kept_texts(texts) where texts ?| (select array_agg(said) from odd_language where kept is not null);
update request set texts = kept_texts(texts) where texts ?| (select array_agg(said) from odd_language where kept is not null);
update topic set labels = kept_texts(labels) where labels ?| (select array_agg(said) from odd_language where kept is not null);
update recommendation set texts = kept_texts(texts), said = kept_texts(said), reason = kept_texts(reason)
where texts ?| (select array_agg(odd.said) from odd_language odd where kept is not null)
    or recommendation.said ?| (select array_agg(odd.said) from odd_language odd where kept is not null)
    or reason ?| (select array_agg(odd.said) from odd_language odd where kept is not null);

drop function kept_texts(jsonb);
drop function kept_language(text);
