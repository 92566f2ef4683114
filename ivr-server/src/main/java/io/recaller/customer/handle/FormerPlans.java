package io.recaller.customer.handle;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How numbers of a numbering plan that was changed are written today. Address books, other systems
 * and some trunks go on with the old form for years; it is the same line.
 *
 * <p>A rule may be followed only where it makes a valid number of one that is none.
 */
final class FormerPlans {
    /** By country code: what the national number looked like, and what became of it. */
    private static final Map<Integer, List<Rule>> RULES =
            Map.ofEntries(
                    // Italy: the zero belongs to the number, since April 2001 to no mobile.
                    Map.entry(
                            39,
                            List.of(rule("([1-9]\\d{5,10})", "0$1"), rule("0(3\\d{8,9})", "$1"))),
                    // Poland, September 2009: no 0 before calls to another area.
                    Map.entry(48, List.of(rule("0(\\d{9})", "$1"))),
                    // Mexico, August 2019: no 1 before mobiles; inside the country no 01, 044, 045.
                    Map.entry(52, List.of(rule("(?:1|01|04[45])(\\d{10})", "$1"))),
                    // Argentina: mobiles are told without their 9, too.
                    Map.entry(54, List.of(rule("([1-8]\\d{9})", "9$1"))),
                    // Brazil, 2012 to 2016: a 9 before mobiles.
                    Map.entry(55, List.of(rule("(\\d\\d)([6-9]\\d{7})", "$19$2"))),
                    // Chile, until February 2016: 09 before mobiles, from fixed lines.
                    Map.entry(56, List.of(rule("09(\\d{8})", "9$1"))),
                    // Colombia, September 2021: 60 before the area of fixed lines.
                    Map.entry(57, List.of(rule("([1-8]\\d{7})", "60$1"))),
                    // Vietnam, September 2018: mobiles of eleven digits became ten.
                    Map.entry(84, vietnam()),
                    // Ivory Coast, January 2021: two digits that name the operator.
                    Map.entry(225, ivoryCoast()),
                    // Benin, November 2024: 01 before all.
                    Map.entry(229, List.of(rule("(\\d{8})", "01$1"))),
                    // Mauritius, September 2013: 5 before mobiles.
                    Map.entry(230, List.of(rule("([79]\\d{6})", "5$1"))),
                    // Cameroon, November 2014: 6 before mobiles, 2 before fixed lines.
                    Map.entry(
                            237,
                            List.of(rule("([5-9]\\d{7})", "6$1"), rule("([23]\\d{7})", "2$1"))));

    private FormerPlans() {}

    /** What the number may have become, most likely first; empty where no plan was changed. */
    static Stream<String> today(int countryCode, String national) {
        return RULES.getOrDefault(countryCode, List.of()).stream()
                .filter(rule -> rule.former().matcher(national).matches())
                .map(rule -> rule.former().matcher(national).replaceFirst(rule.today()));
    }

    private static List<Rule> ivoryCoast() {
        return List.of(
                rule("([04-9][0-3]\\d{6})", "01$1"),
                rule("([04-9][4-6]\\d{6})", "05$1"),
                rule("([04-9][7-9]\\d{6})", "07$1"),
                rule("([23]\\d8\\d{5})", "21$1"),
                rule("([23]\\d0\\d{5})", "25$1"),
                rule("([23]\\d[1-79]\\d{5})", "27$1"));
    }

    private static List<Rule> vietnam() {
        return List.of(
                rule("120(\\d{7})", "70$1"),
                rule("121(\\d{7})", "79$1"),
                rule("122(\\d{7})", "77$1"),
                rule("12([68])(\\d{7})", "7$1$2"),
                rule("12([345])(\\d{7})", "8$1$2"),
                rule("127(\\d{7})", "81$1"),
                rule("129(\\d{7})", "82$1"),
                rule("16([2-9])(\\d{7})", "3$1$2"),
                rule("18([68])(\\d{7})", "5$1$2"),
                rule("199(\\d{7})", "59$1"));
    }

    private static Rule rule(String former, String today) {
        return new Rule(Pattern.compile(former), today);
    }

    private record Rule(Pattern former, String today) {}
}
