package io.recaller.menu;

import io.recaller.contact.Channel;
import io.recaller.contact.Nature;
import io.recaller.contact.Topic;
import io.recaller.contact.history.PastContact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Why an option got its score, as numbers and what they were made from: enough to tell it in words
 * at any later time, as they would have been told then.
 *
 * @param shares what each ground adds to the score, in log-odds; a ground that adds nothing is left
 *     out
 * @param own the customer's own contacts that speak for it, by kind
 * @param circumstances the facts and requests that speak for it, as an explanation names them
 * @param last the customer's last contact, when something usually follows it
 * @param at when it was decided
 */
public record Account(
        Map<Ground, Double> shares,
        List<Own> own,
        List<String> circumstances,
        Optional<Own> last,
        Instant at) {
    private static final Comparator<Reason> LARGEST_FIRST =
            Comparator.comparingDouble((Reason reason) -> -Math.abs(reason.share()))
                    .thenComparing(Reason::words);

    public Account {
        shares = shares.isEmpty() ? Map.of() : Map.copyOf(shares);
        own = List.copyOf(own);
        circumstances = List.copyOf(circumstances);
    }

    /**
     * Contacts of one kind about one topic.
     *
     * @param weight their part of what own contacts add, against that of other kinds
     * @param oldest when the oldest of them began
     */
    public record Own(
            Channel channel, Nature nature, Topic topic, int count, double weight, Instant oldest) {
        static Own of(PastContact contact) {
            return new Own(
                    contact.channel(), contact.nature(), contact.topic(), 1, 1, contact.at());
        }
    }

    /** The contributions in plain words, largest first; their shares add up to the score. */
    public List<Reason> reasons() {
        var reasons = new ArrayList<Reason>();
        new EnumMap<>(shares.isEmpty() ? new EnumMap<>(Ground.class) : shares)
                .forEach((ground, share) -> reasons.addAll(told(ground, share)));
        reasons.sort(LARGEST_FIRST);
        return List.copyOf(reasons);
    }

    private List<Reason> told(Ground ground, double share) {
        return switch (ground) {
            case OWN -> own(share);
            case SIGNS -> circumstances(share);
            case FOLLOWS -> List.of(new Reason(follows(share > 0), share));
            case EVERYBODY ->
                    List.of(new Reason(often(share, "many", "few") + " ask about it", share));
            case LATELY ->
                    List.of(new Reason(often(share, "more", "less") + " than usual lately", share));
            case CLOCK ->
                    List.of(new Reason(often(share, "often", "seldom") + " at this hour", share));
            case COMPANY ->
                    List.of(
                            new Reason(
                                    often(share, "often", "seldom")
                                            + " goes with their other topics",
                                    share));
            case SEVERAL ->
                    List.of(
                            new Reason(
                                    "serves "
                                            + often(share, "more", "fewer")
                                            + " topics than others",
                                    share));
        };
    }

    /** Each kind of own contact has its part in what they add together. */
    private List<Reason> own(double share) {
        var total = own.stream().mapToDouble(Own::weight).sum();
        return own.isEmpty()
                ? List.of(new Reason("no contact about it yet", share))
                : own.stream()
                        .map(kind ->
                                new Reason(Evidence.words(kind, at), share * kind.weight() / total))
                        .toList();
    }

    private List<Reason> circumstances(double share) {
        return circumstances.isEmpty()
                ? List.of(new Reason("their requests and facts are about others", share))
                : circumstances.stream()
                        .map(circumstance -> new Reason(circumstance, share / circumstances.size()))
                        .toList();
    }

    private String follows(boolean isOften) {
        return (isOften ? "often follows " : "seldom follows ")
                + last.map(contact -> Evidence.words(contact, at)).orElse("their last contact");
    }

    /** What speaks for an option is told in other words than what speaks against it. */
    private static String often(double share, String more, String less) {
        return share > 0 ? more : less;
    }
}
