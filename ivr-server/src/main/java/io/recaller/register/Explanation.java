package io.recaller.register;

import io.recaller.contact.ContactId;
import io.recaller.contact.history.Timeline;
import io.recaller.recommendation.PastRecommendation;
import io.recaller.text.MomentWords;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Why a contact went as it did, from what was stored while it went.
 *
 * @param prefills what was not asked because it was known
 * @param menus as heard, oldest first
 * @param waits in the queue, oldest first
 * @param callBack empty: they never asked to be called back
 * @param offers to agents, oldest first
 * @param recommended empty: nothing was
 * @param sent talks put on hold or handed over, oldest first
 * @param aside what else happened: pages, steps back, proofs
 * @param end empty while it goes on, and of other systems' contacts
 */
public record Explanation(
        ContactId contact,
        List<Prefill> prefills,
        List<HeardMenu> menus,
        List<Waited> waits,
        Optional<KeptPlace> callBack,
        List<Offered> offers,
        List<SentOn> sent,
        Optional<PastRecommendation> recommended,
        List<Happened> aside,
        Optional<End> end) {
    public Explanation {
        prefills = List.copyOf(prefills);
        menus = List.copyOf(menus);
        waits = List.copyOf(waits);
        offers = List.copyOf(offers);
        sent = List.copyOf(sent);
        aside = List.copyOf(aside);
    }

    /** The whole way in the order it went: one sentence each. */
    public List<Happened> lines() {
        var lines = new ArrayList<Happened>();
        prefills.forEach(prefill -> lines.add(new Happened(Optional.empty(), prefill.words())));
        var way = new ArrayList<>(aside);
        menus.forEach(menu -> way.addAll(menu.lines()));
        waits.forEach(wait -> way.addAll(wait.lines()));
        callBack.ifPresent(kept -> way.addAll(kept.lines()));
        offers.forEach(offer -> way.addAll(offer.lines()));
        sent.forEach(each -> way.addAll(each.lines()));
        recommended.ifPresent(past -> way.addAll(RecommendationLines.of(past)));
        end.ifPresent(ended -> way.add(Happened.at(ended.at(), "ended: " + ended.how().words())));
        way.sort(Comparator.comparing(line -> line.at().orElseThrow()));
        lines.addAll(way);
        return List.copyOf(lines);
    }

    /** The same without the times. */
    public List<String> words() {
        return lines().stream().map(Happened::words).toList();
    }

    /**
     * One thing that happened.
     *
     * @param at empty: not kept
     */
    public record Happened(Optional<Instant> at, String words) {
        static Happened at(Instant at, String words) {
            return new Happened(Optional.of(at), words);
        }
    }

    /** When and how a contact ended. */
    public record End(Instant at, Timeline.End how) {}

    /**
     * A field that was not asked.
     *
     * @param from the channel it was given through, and when
     */
    public record Prefill(String field, String from) {
        String words() {
            return "field " + field + " was not asked, it was known from " + told();
        }

        /** With a moment that people read, where there is one at its end. */
        private String told() {
            var at = from.lastIndexOf(' ');
            try {
                var moment = Instant.parse(from.substring(at + 1));
                return from.substring(0, Math.max(0, at))
                        + " of "
                        + new MomentWords(ZoneOffset.UTC).of(moment)
                        + " UTC";
            } catch (DateTimeParseException _) {
                return from;
            }
        }
    }
}
