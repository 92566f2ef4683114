package io.recaller.conversation;

import io.recaller.conversation.dialogue.FlowVersions;
import io.recaller.db.Tx;
import io.recaller.flow.Flow;
import io.recaller.speech.Language;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The flows this server serves, by the number dialled, by name and by version. Immutable; any
 * thread.
 */
public final class Flows {
    /** The number in the settings that stands for every number not named. */
    public static final String ANY_NUMBER = "*";

    private final Map<String, Flow> byName;
    private final Map<String, String> names;
    private final Map<String, Language> languages;
    private final FlowVersions older;

    /**
     * Flows by name, and who answers which number.
     *
     * @param names number dialled (or {@link #ANY_NUMBER}) → name of the flow
     * @param languages number dialled (or {@link #ANY_NUMBER}) → what its callers are spoken to in
     * @param older for calls that began on an earlier version
     */
    public Flows(
            Map<String, Flow> byName,
            Map<String, String> names,
            Map<String, Language> languages,
            FlowVersions older) {
        this.byName = Map.copyOf(byName);
        this.names = Map.copyOf(names);
        this.languages = Map.copyOf(languages);
        this.older = older;
    }

    public Optional<Flow> forNumber(String dialled) {
        return Optional.ofNullable(names.get(dialled))
                .or(() -> Optional.ofNullable(names.get(ANY_NUMBER)))
                .flatMap(this::named);
    }

    /**
     * What callers of a number are spoken to in who are known to prefer nothing else; empty when
     * the settings do not say.
     */
    public Optional<Language> languageOf(String dialled) {
        var number = names.containsKey(dialled) ? dialled : ANY_NUMBER;
        return Optional.ofNullable(languages.get(number));
    }

    public Optional<Flow> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** Those that are served now. */
    public Collection<Flow> all() {
        return byName.values();
    }

    /** All that any of them speaks. */
    public Set<Language> spoken() {
        return byName.values().stream()
                .flatMap(flow -> flow.languages().stream())
                .collect(Collectors.toSet());
    }

    /** The version a dialogue began on. May ask the database; blocking. */
    public Optional<Flow> version(String sha) {
        return served(sha).or(() -> older.find(sha));
    }

    /** As {@link #version(String)}, for who is in a transaction. */
    public Optional<Flow> version(Tx tx, String sha) {
        return served(sha).or(() -> older.find(tx, sha));
    }

    private Optional<Flow> served(String sha) {
        return byName.values().stream()
                .filter(flow -> flow.source().sha256().equals(sha))
                .findFirst();
    }
}
