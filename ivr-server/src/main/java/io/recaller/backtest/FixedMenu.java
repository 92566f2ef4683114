package io.recaller.backtest;

import io.recaller.backtest.log.ContactLog;
import io.recaller.contact.Topic;
import io.recaller.menu.MenuOption;
import io.recaller.menu.Pin;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The menu a log is replayed against: the most frequent topics of the warm-up, and one option for
 * all others when there are more; in the designer's order, which is by frequency.
 *
 * @param names the options in the designer's order, as the log writes the topics
 */
record FixedMenu(List<String> names, Map<String, Integer> places) {
    /** The option for all topics without one of their own. */
    static final String OTHER = "OTHER";

    static FixedMenu of(List<ContactLog.Row> rows, Terms terms) {
        var warm = (int) (rows.size() * terms.warmup());
        var frequency = new LinkedHashMap<String, Integer>();
        rows.subList(0, warm).forEach(row -> frequency.merge(row.topic(), 1, Integer::sum));
        rows.forEach(row -> frequency.putIfAbsent(row.topic(), 0));
        var ranked = ranked(frequency);
        if (ranked.size() <= terms.maxOptions()) {
            return inOrder(ranked);
        }
        var kept = ranked.subList(0, terms.maxOptions() - 1);
        var gathered = new LinkedHashMap<String, Integer>();
        frequency.forEach((topic, count) ->
                gathered.merge(kept.contains(topic) ? topic : OTHER, count, Integer::sum));
        return inOrder(ranked(gathered));
    }

    /** Most frequent first; equal ones as they first came. */
    private static List<String> ranked(Map<String, Integer> frequency) {
        return frequency.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static FixedMenu inOrder(List<String> names) {
        var places = new LinkedHashMap<String, Integer>();
        names.forEach(name -> places.put(name, places.size()));
        return new FixedMenu(names, places);
    }

    int size() {
        return names.size();
    }

    int placeOf(String topic) {
        var own = places.get(topic);
        return own == null ? places.getOrDefault(OTHER, 0) : own;
    }

    /** The topic the product learns an option as. */
    Topic topic(int place) {
        return new Topic("option" + place);
    }

    List<Topic> topics() {
        return IntStream.range(0, size()).mapToObj(this::topic).toList();
    }

    List<MenuOption> options(Terms terms) {
        return IntStream.range(0, size())
                .mapToObj(place ->
                        new MenuOption(
                                String.valueOf(place),
                                (char) ('1' + place),
                                List.of(topic(place)),
                                false,
                                Pin.NONE,
                                true,
                                terms.perOption()))
                .toList();
    }
}
