-- How texts are matched: names with names, and what is looked for with what is kept. One function folds characters, the others
-- find the words and numbers in what it leaves. They ask no locale, so that every server answers alike. Tables and indexes are
-- made with them: another body means to make these anew.

create function folded(text text) returns text
    language plpgsql immutable strict parallel safe
as $$
declare
    folded text := text;
begin
    if octet_length(folded) > length(folded) then
        -- What is not to be seen, such as soft hyphens, zero-width spaces, marks of direction: Default_Ignorable_Code_Point.
        folded := regexp_replace(folded, '[\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180B-\u180F\u200B-\u200F\u202A-\u202E\u2060-\u206F\u3164'
            '\uFE00-\uFE0F\uFEFF\uFFA0\uFFF0-\uFFF8\U0001BCA0-\U0001BCA3\U0001D173-\U0001D17A'
            '\U000E0000-\U000E0FFF]', '', 'g');
        -- Accents that stand alone, as which apostrophes are typed: decomposed, they would be a space and an accent.
        folded := regexp_replace(folded, '[\u00B4\u0384\u1FBD\u1FBF\u1FEF\u1FFD\u1FFE]', '''', 'g');
        -- Full case folding: what lower case leaves of it is the final sigma, the iota below a vowel, letters of old Cyrillic
        -- prints, and the sharp s.
        folded := normalize(replace(translate(lower(normalize(folded, nfkd) collate "und-x-icu"),
            U&'\03C2\0345\1C80\1C81\1C82\1C83\1C84\1C85\1C86\1C87\1C88',
            U&'\03C3\03B9\0432\0434\043E\0441\0442\0442\044A\0463\A64B'), U&'\00DF', 'ss'), nfkc);
        -- Letters that got their case in Unicode 11 and later, which not every server knows yet: Georgian capitals.
        if folded ~ '[\u1C90-\u1CBF\uA7B8-\uA7F5\U00016E40-\U00016E5F]' then
            folded := translate(folded,
                U&'\1C90\1C91\1C92\1C93\1C94\1C95\1C96\1C97\1C98\1C99\1C9A\1C9B\1C9C\1C9D\1C9E\1C9F\1CA0\1CA1\1CA2\1CA3'
                '\1CA4\1CA5\1CA6\1CA7\1CA8\1CA9\1CAA\1CAB\1CAC\1CAD\1CAE\1CAF\1CB0\1CB1\1CB2\1CB3\1CB4\1CB5\1CB6\1CB7'
                '\1CB8\1CB9\1CBA\1CBD\1CBE\1CBF\A7B8\A7BA\A7BC\A7BE\A7C2\A7C4\A7C5\A7C6\A7C7\A7C9\A7F5\+016E40\+016E41'
                '\+016E42\+016E43\+016E44\+016E45\+016E46\+016E47\+016E48\+016E49\+016E4A\+016E4B\+016E4C\+016E4D'
                '\+016E4E\+016E4F\+016E50\+016E51\+016E52\+016E53\+016E54\+016E55\+016E56\+016E57\+016E58\+016E59'
                '\+016E5A\+016E5B\+016E5C\+016E5D\+016E5E\+016E5F',
                U&'\10D0\10D1\10D2\10D3\10D4\10D5\10D6\10D7\10D8\10D9\10DA\10DB\10DC\10DD\10DE\10DF\10E0\10E1\10E2\10E3'
                '\10E4\10E5\10E6\10E7\10E8\10E9\10EA\10EB\10EC\10ED\10EE\10EF\10F0\10F1\10F2\10F3\10F4\10F5\10F6\10F7'
                '\10F8\10F9\10FA\10FD\10FE\10FF\A7B9\A7BB\A7BD\A7BF\A7C3\A794\0282\1D8E\A7C8\A7CA\A7F6\+016E60\+016E61'
                '\+016E62\+016E63\+016E64\+016E65\+016E66\+016E67\+016E68\+016E69\+016E6A\+016E6B\+016E6C\+016E6D'
                '\+016E6E\+016E6F\+016E70\+016E71\+016E72\+016E73\+016E74\+016E75\+016E76\+016E77\+016E78\+016E79'
                '\+016E7A\+016E7B\+016E7C\+016E7D\+016E7E\+016E7F');
        end if;
        folded := regexp_replace(folded, '[\u2018\u2019\u201A\u201B\u2032\u2035\u02B9\u02BB\u02BC\u02BD\u02BE\u02BF\u02C8\u02CA\u02CB\u055A'
            '\u05F3\u07F4\u07F5\uA78B\uA78C]', '''', 'g');
        folded := regexp_replace(folded, '[\u00AB\u00BB\u201C-\u201F\u2033\u2034\u2036\u2037\u2039\u203A\u05F4\u2E42\u301D-\u301F\u02BA\u02EE'
            '\u275B-\u275E]', '"', 'g');
        folded := regexp_replace(folded, '[\u02D7\u058A\u05BE\u1400\u1806\u2010-\u2015\u2043\u2053\u2212\u2E17\u2E1A\u2E3A\u2E3B\u2E40\u2E5D'
            '\u301C\u3030\u30A0\U00010EAD]', '-', 'g');
    else
        folded := lower(folded collate "C");
    end if;
    folded := replace(folded, '`', '''');
    if folded ~ '--' then
        folded := regexp_replace(folded, '-{2,}', '-', 'g');
    end if;
    if folded ~ '^ |  | $|[\u0001-\u001F\u007F-\u009F\u1680\u2028\u2029\u3000]' then
        folded := btrim(regexp_replace(folded, '[\u0001-\u0020\u007F-\u009F\u1680\u2028\u2029\u3000]+', ' ', 'g'));
    end if;
    return folded;
end
$$;
comment on function folded(text) is
    'A text as it is matched: NFKC with full case folding, without characters that are not to be seen; white space, dashes, quotation marks and apostrophes each as one.';

create function search.marked(folded text) returns text
    language plpgsql immutable strict parallel safe
as $$
declare
    marked text := folded;
    separator text;
begin
    if octet_length(marked) > length(marked) and marked ~ '[\u0660-\u0669\u06F0-\u06F9\u07C0-\u07C9\u0966-\u096F\u09E6-\u09EF\u0A66-\u0A6F\u0AE6-\u0AEF'
        '\u0B66-\u0B6F\u0BE6-\u0BEF\u0C66-\u0C6F\u0CE6-\u0CEF\u0D66-\u0D6F\u0DE6-\u0DEF\u0E50-\u0E59'
        '\u0ED0-\u0ED9\u0F20-\u0F29\u1040-\u1049\u1090-\u1099\u17E0-\u17E9\u1810-\u1819]' then
        -- Digits of all scripts, and the Arabic separators.
        marked := translate(marked,
            '٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹߀߁߂߃߄߅߆߇߈߉०१२३४५६७८९০১২৩৪৫৬৭৮৯੦੧੨੩੪੫੬੭੮੯૦૧૨૩૪૫૬૭૮૯୦୧୨୩୪୫୬୭୮୯௦௧௨௩௪௫௬௭௮௯౦౧౨౩౪౫౬౭౮౯೦೧೨೩೪೫೬೭೮೯൦൧൨൩൪൫൬൭൮൯෦෧෨෩෪෫෬෭෮෯๐๑๒๓๔๕๖๗๘๙໐໑໒໓໔໕໖໗໘໙༠༡༢༣༤༥༦༧༨༩၀၁၂၃၄၅၆၇၈၉႐႑႒႓႔႕႖႗႘႙០១២៣៤៥៦៧៨៩᠐᠑᠒᠓᠔᠕᠖᠗᠘᠙' || U&'\066B\066C',
            '01234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789.,');
    end if;
    if marked ~ '[0-9][-,.''_ ][0-9]' then
        -- Groups of three digits: 6,700 and 6.700 and 6'700 and 6_700. Not in 1,2345, and not behind a zero.
        foreach separator in array array[',', '\.', '''', '_'] loop
            if marked ~ ('[0-9]' || separator || '[0-9]') then
                marked := regexp_replace(marked,
                    replace('(?<=(?:^|[^0-9a-z,.''_]|(?:^|[^0-9])[,.''_])[1-9][0-9]{0,2}(?:@[0-9]{3})*)@(?=[0-9]{3}(?:@[0-9]{3})*(?![0-9]|@[0-9]))',
                        '@', separator), U&'\0005', 'g');
            end if;
        end loop;
        -- With a space, 6 700, digits that go on before or behind are other things, such as a telephone's.
        if marked ~ '[0-9] [0-9]{3}' then
            marked := regexp_replace(marked,
                '(?<=(?:^|[^-+0-9a-z,.'' ]|(?:^|[^0-9,.])[,.'']|(?:^|[^0-9]) )[1-9][0-9]{0,2}(?: [0-9]{3})*) (?=[0-9]{3}(?: [0-9]{3})*(?![-0-9a-z]|[ ''][0-9]))',
                U&'\0005', 'g');
        end if;
        -- As India groups: 12,34,567.
        if marked ~ '[0-9],[0-9]{2},[0-9]' then
            marked := regexp_replace(marked,
                '(?<=(?:^|[^0-9a-z,.]|(?:^|[^0-9])[,.])[1-9][0-9]?(?:,[0-9]{2})*),(?=(?:[0-9]{2},)*[0-9]{3}(?![0-9]|,[0-9]))',
                U&'\0005', 'g');
        end if;
        -- Decimals, by point or comma: 6.7, 6,7. Not 19.6.2024.
        if marked ~ '[0-9][,.][0-9]' then
            marked := regexp_replace(marked,
                '(?<=(?:^|[^0-9a-z,.\u0005]|(?:^|[^0-9])[,.])[0-9]+(?:\u0005[0-9]+)*)[,.](?=[0-9]+(?![0-9]|[,.][0-9]))',
                U&'\0001', 'g');
        end if;
    end if;
    -- All other than letters, their marks, and numbers: P, S, Z and C of Unicode.
    return case
        when octet_length(marked) = length(marked) then regexp_replace(marked, '[!-/:-@\[-`{-~]', U&'\0002', 'g')
        else regexp_replace(marked, '[!-/:-@\[-`{-~\u0080-\u00BF\u00D7\u00F7\u02C2-\u02C5\u02D2-\u02EB\u02ED\u02EF-\u02FF\u0375\u03F6\u0482'
        '\u055A-\u055F\u0589-\u058F\u05BE\u05C0\u05C3\u05C6\u05F3-\u060F\u061B-\u061F\u066A-\u066D\u06D4'
        '\u06DD\u06DE\u06E9\u06FD\u06FE\u0700-\u070F\u07F6-\u07F9\u07FE\u07FF\u0830-\u083E\u085E\u0888\u0890'
        '\u0891\u08E2\u0964\u0965\u0970\u09F2\u09F3\u09FA\u09FB\u09FD\u0A76\u0AF0\u0AF1\u0B70\u0BF3-\u0BFA'
        '\u0C77\u0C7F\u0C84\u0D4F\u0D79\u0DF4\u0E3F\u0E4F\u0E5A\u0E5B\u0F01-\u0F17\u0F1A-\u0F1F\u0F34\u0F36'
        '\u0F38\u0F3A-\u0F3D\u0F85\u0FBE-\u0FC5\u0FC7-\u0FDA\u104A-\u104F\u109E\u109F\u10FB\u1360-\u1368'
        '\u1390-\u1399\u1400\u166D\u166E\u1680\u169B\u169C\u16EB-\u16ED\u1735\u1736\u17D4-\u17D6\u17D8-\u17DB'
        '\u1800-\u180A\u180E\u1940-\u1945\u19DE-\u19FF\u1A1E\u1A1F\u1AA0-\u1AA6\u1AA8-\u1AAD\u1B5A-\u1B6A'
        '\u1B74-\u1B7E\u1BFC-\u1BFF\u1C3B-\u1C3F\u1C7E\u1C7F\u1CC0-\u1CC7\u1CD3\u200B-\u20C0\u2104-\u212E'
        '\u213A-\u214D\u214F\u218A-\u244A\u2500-\u2775\u2794-\u2BFF\u2CE5-\u2CEA\u2CF9-\u2CFC\u2CFE\u2CFF'
        '\u2D70\u2E00-\u2E2E\u2E30-\u3004\u3008-\u3020\u3030\u3037\u303D-\u303F\u30A0\u30FB\u3190\u3191'
        '\u31C0-\u31E3\u327F\u4DC0-\u4DFF\uA490-\uA4C6\uA4FE\uA4FF\uA60D-\uA60F\uA673\uA67E\uA6F2-\uA716'
        '\uA720\uA721\uA789\uA78A\uA828-\uA82B\uA836-\uA839\uA874-\uA877\uA8CE\uA8CF\uA8F8-\uA8FA\uA8FC\uA92E'
        '\uA92F\uA95F\uA9C1-\uA9CD\uA9DE\uA9DF\uAA5C-\uAA5F\uAA77-\uAA79\uAADE\uAADF\uAAF0\uAAF1\uAB5B\uAB6A'
        '\uAB6B\uABEB\uE000-\uF8FF\uFBB2-\uFDFF\uFE45\uFE46\uFEFF-\uFFFD\U00010100-\U00010102'
        '\U00010137-\U0001013F\U00010179-\U00010189\U0001018C-\U000101FC\U0001039F\U000103D0\U0001056F'
        '\U00010857\U00010877\U00010878\U0001091F\U0001093F\U00010A50-\U00010A58\U00010A7F\U00010AC8'
        '\U00010AF0-\U00010AF6\U00010B39-\U00010B3F\U00010B99-\U00010B9C\U00010EAD\U00010F55-\U00010F59'
        '\U00010F86-\U00010F89\U00011047-\U0001104D\U000110BB-\U000110C1\U000110CD\U00011140-\U00011143'
        '\U00011174\U00011175\U000111C5-\U000111C8\U000111CD\U000111DB\U000111DD-\U000111DF'
        '\U00011238-\U0001123D\U000112A9\U0001144B-\U0001144F\U0001145A-\U0001145D\U000114C6'
        '\U000115C1-\U000115D7\U00011641-\U00011643\U00011660-\U0001166C\U000116B9\U0001173C-\U0001173F'
        '\U0001183B\U00011944-\U00011946\U000119E2\U00011A3F-\U00011A46\U00011A9A-\U00011A9C'
        '\U00011A9E-\U00011AA2\U00011C41-\U00011C45\U00011C70\U00011C71\U00011EF7\U00011EF8'
        '\U00011FD5-\U00011FFF\U00012470-\U00012474\U00012FF1\U00012FF2\U00013430-\U00013438\U00016A6E'
        '\U00016A6F\U00016AF5\U00016B37-\U00016B3F\U00016B44\U00016B45\U00016E97-\U00016E9A\U00016FE2'
        '\U0001BC9C\U0001BC9F-\U0001BCA3\U0001CF50-\U0001D15D\U0001D16A-\U0001D16C\U0001D173-\U0001D17A'
        '\U0001D183\U0001D184\U0001D18C-\U0001D1A9\U0001D1AE-\U0001D241\U0001D245\U0001D300-\U0001D356'
        '\U0001D800-\U0001D9FF\U0001DA37-\U0001DA3A\U0001DA6D-\U0001DA74\U0001DA76-\U0001DA83'
        '\U0001DA85-\U0001DA8B\U0001E14F\U0001E2FF\U0001E95E\U0001E95F\U0001ECAC\U0001ECB0\U0001ED2E'
        '\U0001EEF0-\U0001F0F5\U0001F10D-\U0001FBCA\U000E0001-\U000E007F\U000F0000-\U0010FFFD]', U&'\0002', 'g')
    end;
end
$$;
comment on function search.marked(text) is
    'A folded text of the same length: U+0005 for what groups digits, U+0001 for a decimal point, U+0002 for all other than words, numbers and spaces.';

create function search.legible(text text) returns text
    language plpgsql immutable strict parallel safe
as $$
begin
    -- Raised digits and trade marks are no part of the word that they stand at, as which NFKC would have them.
    return public.folded(case
        when octet_length(text) = length(text) then text
        else regexp_replace(text, '([\u00B2\u00B3\u00B9\u2070\u2074-\u2079\u2120\u2122])', ' \1', 'g') end);
end
$$;
comment on function search.legible(text) is 'A text folded, of which words and numbers are read.';

create function search.parted(marked text, by_letters boolean) returns text
    language plpgsql immutable strict parallel safe
as $$
declare
    parted text := marked;
begin
    -- A number that is written with separators is a word, whatever letters stand behind it: 6.7bn.
    if parted ~ '[\u0001\u0005]' then
        parted := regexp_replace(parted, '([0-9][0-9\u0001\u0005]*[\u0001\u0005][0-9]+)', U&'\\1\0006', 'g');
    end if;
    if by_letters and octet_length(parted) > length(parted) then
        -- Thai, Lao, Burmese and Khmer letters with what stands on them; Chinese, Japanese, Korean and Yi.
        parted := regexp_replace(parted,
            '([\u0E01-\u0E30\u0E32\u0E33\u0E40-\u0E46\u0E81-\u0EB0\u0EB2\u0EB3\u0EBD-\u0EC6\u0EDC-\u0EDF'
            '\u1000-\u102A\u103F\u1050-\u1055\u105A-\u105D\u1061\u1065\u1066\u106E-\u1070\u1075-\u1081\u108E'
            '\u1780-\u17B3\u3005\u3007\u3021-\u3029\u3031-\u3035\u3038-\u303C\u3041-\u3096\u309D\u309E'
            '\u30A1-\u30FA\u30FC-\u30FE\u3105-\u312F\u31A0-\u31BF\u31F0-\u31FF\u3400-\u4DBF\u4E00-\u9FFF'
            '\uA000-\uA48C\uAC00-\uD7A3\U0001B000-\U0001B16F\U00020000-\U0003FFFF][\u0300-\u036F\u0E31\u0E34-\u0E3A\u0E47-\u0E4E\u0EB1\u0EB4-\u0EBC\u0EC8-\u0ECE\u102B-\u103E'
            '\u1056-\u1059\u105E-\u1060\u1062-\u1064\u1067-\u106D\u1071-\u1074\u1082-\u108D\u108F\u109A-\u109D'
            '\u17B6-\u17D3\u17DD\u3099\u309A]*)',
            U&'\0006\\1\0006', 'g');
    end if;
    return parted;
end
$$;
comment on function search.parted(text, boolean) is
    'A marked text with U+0006 where no space is written between words: behind 6.7 of 6.7bn, and by the letters of scripts that write words without spaces, as phrases of which words are found.';

create function search.spaced(text text) returns text
    language plpgsql immutable strict parallel safe
as $$
begin
    return translate(search.parted(search.marked(search.legible(text)), true), U&'\0001\0002\0006\0005', '.  ');
end
$$;
comment on function search.spaced(text) is 'A text as what it is found by: nothing but words, numbers and spaces.';

create function search.asked(q text) returns text
    language plpgsql immutable strict parallel safe
as $$
begin
    -- Signs that exclude, and quotation marks, stay what they are. What holds a word together, as in O'Brien, goes on to.
    return translate(
        search.parted(search.marked(translate(
            regexp_replace(search.legible(q), '(^|[ "])-(?=[^ ])', U&'\\1\0003', 'g'), '"', U&'\0004')), true),
        U&'\0001\0002\0003\0004\0006\0005', '.''-"''');
end
$$;
comment on function search.asked(text) is
    'What is looked for, in the syntax of websearch_to_tsquery, with words and numbers as search.spaced() has them.';

create function search.separated(text text) returns text
    language plpgsql immutable strict parallel safe
as $$
begin
    return translate(search.parted(search.marked(search.legible(text)), false), U&'\0001\0002\0006\0005', '.  ');
end
$$;
comment on function search.separated(text) is
    'A text as search.spaced() has it, with what is written without spaces in one: single letters are no likeness.';

drop index article_version_words;
drop index if exists history.article_version_words;
create or replace function words(text text) returns tsvector
    language sql immutable parallel safe
    return to_tsvector('simple', search.spaced(left(text, 100000)));
create index article_version_words on article_version using gin (words(title));

-- What earlier records are found by is made anew by the service in the background, some claims at a time, so that no start
-- waits for a million of them: see search.rewrite(). Until then most of it is found as before.
create table search.rewriting (
    claims_to bigint not null,
    swept_to  bigint not null,
    names     boolean not null
);
comment on table search.rewriting is
    'That what claims are found by was made by an earlier rule, and is to be made anew by search.rewrite(). A row for each time that the rule changed.';
comment on column search.rewriting.claims_to is 'The last claim that was there when the rule changed.';
comment on column search.rewriting.swept_to is 'Up to which number claims were made anew.';
comment on column search.rewriting.names is 'Whether names that many claims share were.';
insert into search.rewriting (claims_to, swept_to, names)
select c.last, 0, false from (select max(number) from claim) c (last) where c.last is not null;
