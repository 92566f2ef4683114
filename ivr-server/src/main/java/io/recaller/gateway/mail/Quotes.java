package io.recaller.gateway.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Takes out of a mail what was written before, and what stands below every mail. Pure. */
final class Quotes {
    private static final Pattern QUOTED = Pattern.compile("\\s*>.*");

    private static final int LONGEST_MARK = 300;

    /** RFC 3676, 4.3; many programs lose the blank at its end. */
    private static final Pattern SIGNATURE = Pattern.compile("--\\s?");

    /** What phones add in the name of their maker. */
    private static final Pattern SENT_FROM =
            Pattern.compile(
                    "(?iu)(sent from my |отправлено с (iphone|ipad|мобил|моего)|отправлено из"
                            + " (мобил|почты|outlook)|get outlook for |получите outlook|von meinem .*"
                            + " gesendet|envoyé de mon |enviado desde mi |inviato da |enviado do meu"
                            + " |надіслано з ).{0,60}");

    /** The line before what is quoted: "On … wrote:". */
    private static final Pattern ATTRIBUTION =
            Pattern.compile(
                    "(?iu)(.*\\d.*(wrote|написал(\\(а\\)|а|и)?|пишет|жазды|schrieb|écrit|escribió"
                            + "|ha scritto|escreveu|написав|написала|пише|yazdı)\\s?.{0,80}:"
                            + "|.{0,20}\\d.{5,80}<[^<>@\\s]+@[^<>@\\s]+>\\s?:)\\s*");

    private static final Pattern FIRST_HALF =
            Pattern.compile(
                    "(?iu)\\s*(on |am |le |el |il |em |\\d|пн|вт|ср|чт|пт|сб|вс|нд).*\\d.*");

    /** From there on everything was written before. */
    private static final Pattern BEFORE =
            Pattern.compile(
                    "(?iu)\\s*-{2,}\\s*(original message|forwarded message|исходное сообщение"
                            + "|пересылаемое сообщение|бастапқы хабарлама"
                            + "|ursprüngliche nachricht|message d.origine|mensaje original"
                            + "|messaggio originale|mensagem original|оригінальне повідомлення"
                            + "|özgün ileti|reply above this line)\\s*-{2,}\\s*"
                            + "|_{20,}\\s*");

    /** Outlook begins what was written before with a block of headers and no other mark. */
    private static final Pattern FROM_LINE =
            Pattern.compile(
                    "(?iu)\\*?(from|от|от"
                            + " кого|кімнен|von|de|da|від|kimden)\\s?:\\*?\\s.*\\S@\\S.*");

    private static final Pattern DATE_LINE =
            Pattern.compile(
                    "(?iu)\\*?(sent|date|отправлено|дата|жіберілді|gesendet|datum|envoyé|enviado"
                            + "|inviato|data|надіслано|gönderildi|tarih)\\s?:\\*?\\s.*\\d.*");

    private Quotes() {}

    /** What is new in a mail; all of it when nothing is. */
    static String fold(String text) {
        var lines = text.replace("\r\n", "\n").replace('\r', '\n').lines().toList();
        var own = new ArrayList<String>();
        var isSignature = false;
        for (var i = 0; i < lines.size() && !isEnd(lines, i); i++) {
            var line = lines.get(i);
            if (QUOTED.matcher(line).matches()) {
                isSignature = false;
                dropAttribution(own);
            } else if (SIGNATURE.matcher(line).matches()) {
                isSignature = true;
            } else if (!isSignature && !is(SENT_FROM, line)) {
                own.add(line.stripTrailing());
            }
        }
        var folded = String.join("\n", own).replaceAll("\\n{3,}", "\n\n").strip();
        return folded.isEmpty() ? text.strip() : folded;
    }

    /** Whole paragraphs in one line are no marks, and would take long to look at. */
    private static boolean is(Pattern mark, String line) {
        return line.length() <= LONGEST_MARK && mark.matcher(line).matches();
    }

    private static boolean isEnd(List<String> lines, int at) {
        return is(BEFORE, lines.get(at))
                || isHeaders(lines, at)
                || (isAttribution(lines, at) && !isQuoted(lines, at + 1));
    }

    private static boolean isHeaders(List<String> lines, int at) {
        return is(FROM_LINE, lines.get(at))
                && lines.subList(at + 1, Math.min(at + 4, lines.size())).stream()
                        .anyMatch(line -> is(DATE_LINE, line));
    }

    /** It may be broken over two lines. */
    private static boolean isAttribution(List<String> lines, int at) {
        var line = lines.get(at);
        return is(ATTRIBUTION, line)
                || (at + 1 < lines.size()
                        && is(FIRST_HALF, line)
                        && is(ATTRIBUTION, line + " " + lines.get(at + 1)));
    }

    private static boolean isQuoted(List<String> lines, int from) {
        return lines
                .subList(Math.min(from, lines.size()), Math.min(from + 3, lines.size()))
                .stream()
                .anyMatch(line -> QUOTED.matcher(line).matches());
    }

    private static void dropAttribution(List<String> own) {
        while (!own.isEmpty() && own.getLast().isBlank()) {
            own.removeLast();
        }
        if (!own.isEmpty() && is(ATTRIBUTION, own.getLast())) {
            own.removeLast();
        } else if (own.size() > 1 && isAttribution(own, own.size() - 2)) {
            own.removeLast();
            own.removeLast();
        }
    }
}
