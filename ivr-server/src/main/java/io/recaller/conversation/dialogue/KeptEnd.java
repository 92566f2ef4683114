package io.recaller.conversation.dialogue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.recaller.contact.Address;
import io.recaller.contact.AddressJson;
import io.recaller.contact.Channel;
import io.recaller.contact.ClockTolerance;
import io.recaller.contact.ContactId;
import io.recaller.contact.Ended;
import io.recaller.contact.Topic;
import io.recaller.contact.TopicSource;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.customer.TrustTier;
import io.recaller.db.Storable;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** The end of a contact: enough to write the contact without its dialogue, as the spool does. */
public record KeptEnd(
        ContactId contact,
        Optional<Handle> caller,
        TrustTier trust,
        Instant startedAt,
        Channel channel,
        Address address,
        Ended ended,
        Optional<Topic> topic,
        TopicSource topicSource,
        Instant at) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public static KeptEnd of(DialogueStore.Finish finish) {
        var begun = finish.beginning();
        var arrival = begun.arrival();
        return new KeptEnd(
                begun.contact(),
                arrival.handle(),
                begun.trust(),
                begun.startedAt(),
                arrival.channel(),
                arrival.address(),
                finish.ended(),
                finish.topic(),
                finish.topicSource(),
                finish.at());
    }

    /** Of a contact that had no dialogue here. */
    public static KeptEnd without(Arrival arrival, ContactId contact, Ended ended, Instant at) {
        return new KeptEnd(
                contact,
                arrival.handle(),
                arrival.trust(),
                at,
                arrival.channel(),
                arrival.address(),
                ended,
                Optional.empty(),
                TopicSource.KEY,
                at);
    }

    /** Kept while a clock was ahead, it would be the newest of its caller until that time. */
    public KeptEnd notAfter(Instant now) {
        return new KeptEnd(
                contact,
                caller,
                trust,
                ClockTolerance.notAhead(startedAt, now),
                channel,
                address,
                ended,
                topic,
                topicSource,
                ClockTolerance.notAhead(at, now));
    }

    public String json() {
        var json =
                JSON.createObjectNode()
                        .put("contact", contact.toString())
                        .put("trust", trust.name())
                        .put("startedAt", startedAt.toString())
                        .put("channel", channel.name())
                        .put("topicSource", topicSource.name())
                        .put("at", at.toString());
        json.set("address", AddressJson.write(address));
        EndedJson.write(json, ended);
        caller.ifPresent(
                line -> json.put("callerKind", line.kind().name()).put("caller", line.value()));
        topic.ifPresent(about -> json.put("topic", about.id()));
        return json.toString();
    }

    /**
     * What was kept.
     *
     * @throws IllegalArgumentException when it is not what {@link #json} writes
     */
    public static KeptEnd read(String text) {
        try {
            return read(JSON.readTree(text));
        } catch (JsonProcessingException | DateTimeException e) {
            throw new IllegalArgumentException("not the end of a contact", e);
        }
    }

    private static KeptEnd read(JsonNode end) {
        return new KeptEnd(
                new ContactId(UUID.fromString(text(end, "contact"))),
                end.has("caller") ? Optional.of(caller(end)) : Optional.empty(),
                TrustTier.valueOf(text(end, "trust")),
                instant(end, "startedAt"),
                end.has("channel") ? Channel.valueOf(text(end, "channel")) : Channel.FIRST,
                address(end),
                EndedJson.read(end),
                end.has("topic") ? Optional.of(new Topic(text(end, "topic"))) : Optional.empty(),
                TopicSource.valueOf(text(end, "topicSource")),
                instant(end, "at"));
    }

    /** Older files have the parts of it at the top. */
    private static Address address(JsonNode end) {
        return end.has("address")
                ? AddressJson.read(end.path("address"))
                : new Address.Call(text(end, "asteriskSystem"), text(end, "linkedId"), "");
    }

    private static Handle caller(JsonNode end) {
        return new Handle(HandleKind.valueOf(text(end, "callerKind")), text(end, "caller"));
    }

    private static Instant instant(JsonNode end, String name) {
        var at = Instant.parse(text(end, name));
        if (at.isBefore(Storable.EARLIEST)) {
            throw new IllegalArgumentException(name + " is before the year 1");
        }
        return at;
    }

    private static String text(JsonNode end, String name) {
        return Storable.mended(end.path(name).asText());
    }
}
