package io.recaller.contact.reported;

import io.recaller.contact.ContactId;
import io.recaller.contact.Slug;
import io.recaller.contact.Topic;
import io.recaller.contact.TopicStore;
import io.recaller.customer.Resolution;
import io.recaller.customer.field.KnownField;
import io.recaller.customer.field.KnownFields;
import io.recaller.customer.identity.Links;
import io.recaller.db.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Takes in contacts that other systems tell about, each once. Thread-safe. */
public final class Intake {
    private final Supplier<UUID> ids;
    private final KeyRows keys = new KeyRows();
    private final ReportedRows contacts = new ReportedRows();
    private final Links links;
    private final KnownFields fields;
    private final TopicStore topics;

    /**
     * An intake over the stores.
     *
     * @param ids makes UUIDv7
     */
    public Intake(Supplier<UUID> ids, Links links, KnownFields fields, TopicStore topics) {
        this.ids = ids;
        this.links = links;
        this.fields = fields;
        this.topics = topics;
    }

    /**
     * Takes in contacts, their customers when new, and what they gave: a few statements, however
     * many they are, with the same outcome as one after the other. Told again, whatever it says
     * then, nothing is changed.
     *
     * @return as long as the list, in its order
     * @throws IllegalArgumentException when a field is not in the catalogue: ask {@link
     *     KnownFields#catalogue()} before
     */
    public List<Recorded> record(Tx tx, List<Reported> list, Instant now) {
        list.forEach(reported -> reported.fields().keySet().forEach(fields::requireKnown));
        var told =
                list.stream().map(each -> new KeyRows.Key(new ContactId(ids.get()), each)).toList();
        var entered = keys.enter(tx, told);
        var fresh = told.stream().filter(key -> entered.contains(key.id())).toList();
        var recorded = new HashMap<KeyRows.Key, Recorded>(take(tx, fresh, now));
        var there = told.stream().filter(key -> !entered.contains(key.id())).toList();
        recorded.putAll(keys.recorded(tx, there));
        return told.stream().map(key -> Objects.requireNonNull(recorded.get(key))).toList();
    }

    private Map<KeyRows.Key, Recorded> take(Tx tx, List<KeyRows.Key> fresh, Instant now) {
        var given = fresh.stream().flatMap(key -> key.reported().topic().stream());
        var accepted = topics.accept(tx, given.collect(Collectors.toSet()));
        var recorded = new HashMap<KeyRows.Key, Recorded>();
        var atOnce = fresh.size();
        for (var done = 0; done < fresh.size(); ) {
            var next = fresh.subList(done, Math.min(fresh.size(), done + atOnce));
            var taken = write(tx, next, accepted, now);
            recorded.putAll(taken);
            done += taken.size();
            // Where customers are merged, what comes after them is looked at anew.
            atOnce = taken.size() < next.size() ? 1 : 2 * atOnce;
        }
        return recorded;
    }

    private Map<KeyRows.Key, Recorded> write(
            Tx tx, List<KeyRows.Key> next, Map<Topic, TopicStore.Accepted> accepted, Instant now) {
        var found = links.identify(tx, next.stream().map(Intake::named).toList(), now);
        var rows = new ArrayList<ReportedRows.Row>();
        var given = new ArrayList<KnownFields.Given>();
        var recorded = new HashMap<KeyRows.Key, Recorded>();
        for (var place = 0; place < found.size(); place++) {
            var key = next.get(place);
            var topic =
                    key.reported().topic().map(word -> Objects.requireNonNull(accepted.get(word)));
            var row = row(key, found.get(place), topic.map(TopicStore.Accepted::topic));
            rows.add(row);
            fields(row, found.get(place).resolution()).forEach(given::add);
            recorded.put(
                    key,
                    new Recorded(
                            key.id(),
                            true,
                            row.customer(),
                            row.topic(),
                            topic.map(TopicStore.Accepted::known).orElse(true)));
        }
        contacts.add(tx, rows);
        fields.add(tx, given, now);
        return recorded;
    }

    private static Links.Named named(KeyRows.Key key) {
        var reported = key.reported();
        return new Links.Named(reported.handles(), reported.trust(), key.id().value());
    }

    private ReportedRows.Row row(KeyRows.Key key, Links.Identified found, Optional<Topic> topic) {
        var reported = key.reported();
        return new ReportedRows.Row(
                key.id(),
                reported,
                found.handle(),
                found.resolution().single(),
                topic,
                reported.conversation().or(() -> ownConversation(reported)));
    }

    private Optional<UUID> ownConversation(Reported reported) {
        return reported.opensConversation() ? Optional.of(ids.get()) : Optional.empty();
    }

    /** What is given where several share the handle is nobody's word, and is not kept. */
    private static Stream<KnownFields.Given> fields(ReportedRows.Row row, Resolution whose) {
        return whose instanceof Resolution.Several
                ? Stream.empty()
                : given(row.reported())
                        .map(field ->
                                new KnownFields.Given(
                                        row.customer(), field, Optional.of(row.id().value())));
    }

    private static Stream<KnownField> given(Reported reported) {
        var source = Slug.of(reported.channel());
        return reported.fields().entrySet().stream()
                .map(field ->
                        new KnownField(
                                field.getKey(),
                                field.getValue(),
                                source,
                                reported.startedAt(),
                                reported.trust()));
    }
}
