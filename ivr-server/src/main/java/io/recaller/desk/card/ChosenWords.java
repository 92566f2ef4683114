package io.recaller.desk.card;

import io.recaller.contact.Topic;
import io.recaller.flow.Flow;
import io.recaller.flow.Node;
import io.recaller.flow.Offering;
import io.recaller.flow.Option;
import io.recaller.flow.engine.PathEntry;
import io.recaller.speech.Language;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What a caller chose in a menu, in the flow's own words. */
final class ChosenWords {
    private static final Map<Language, String> TAKEN =
            Map.of(
                    new Language("en"), "offer taken",
                    new Language("ru"), "предложение принято",
                    new Language("kk"), "ұсыныс қабылданды");

    private ChosenWords() {}

    /** Of one entry of a dialogue's path; empty for one that chose nothing. */
    static Optional<Words> of(Flow flow, PathEntry entry) {
        if (!(flow.nodes().get(entry.node()) instanceof Node.Menu menu)) {
            return Optional.empty();
        }
        return switch (entry) {
            case PathEntry.OfferTaken(_, String taken) ->
                    menu.offer(taken).map(offer -> taken(flow, offer));
            case PathEntry.OptionChosen(_, String chosen) ->
                    menu.options().stream()
                            .filter(option -> option.id().equals(chosen))
                            .map(option -> new Words(option.say().patterns()))
                            .findFirst();
            case PathEntry.Entered _,
                    PathEntry.PersonAsked _,
                    PathEntry.WentBack _,
                    PathEntry.ProofWrong _,
                    PathEntry.Unspoken _ ->
                    Optional.empty();
        };
    }

    /**
     * An offer is told by the option that serves the same topic: its own text has values to fill
     * in.
     */
    private static Words taken(Flow flow, Offering offer) {
        var said = new HashMap<Language, String>();
        said.put(new Language("en"), offer.id());
        narrowest(flow, offer.topics().getFirst())
                .ifPresent(option -> said.putAll(option.say().patterns()));
        said.replaceAll(
                (language, words) -> words + " (" + TAKEN.getOrDefault(language, "*") + ")");
        return new Words(said);
    }

    private static Optional<Option> narrowest(Flow flow, Topic topic) {
        return flow.nodes().values().stream()
                .flatMap(node ->
                        node instanceof Node.Menu menu ? menu.options().stream() : Stream.empty())
                .filter(option -> option.topics().stream().anyMatch(topic::isUnder))
                .min(Comparator.comparingInt(option -> option.topics().size()));
    }
}
