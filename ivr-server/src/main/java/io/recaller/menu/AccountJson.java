package io.recaller.menu;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.recaller.contact.Channel;
import io.recaller.contact.Nature;
import io.recaller.contact.Topic;
import java.io.IOException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Why an option stands where it stands, as {@code menu_impression.layout} keeps it. */
public final class AccountJson {
    private AccountJson() {}

    /** {@code {at, shares: {ground: share}, own: [kind], signs: [words], last: kind}}. */
    public static void write(JsonGenerator json, Account account) throws IOException {
        json.writeStartObject();
        json.writeStringField("at", account.at().toString());
        json.writeObjectFieldStart("shares");
        for (var share : account.shares().entrySet()) {
            json.writeNumberField(slug(share.getKey()), share.getValue());
        }
        json.writeEndObject();
        if (!account.own().isEmpty()) {
            json.writeArrayFieldStart("own");
            for (var kind : account.own()) {
                write(json, kind);
            }
            json.writeEndArray();
        }
        if (!account.circumstances().isEmpty()) {
            json.writeArrayFieldStart("signs");
            for (var circumstance : account.circumstances()) {
                json.writeString(circumstance);
            }
            json.writeEndArray();
        }
        if (account.last().isPresent()) {
            json.writeFieldName("last");
            write(json, account.last().get());
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Account.Own own) throws IOException {
        json.writeStartObject();
        json.writeStringField("channel", slug(own.channel()));
        json.writeStringField("nature", slug(own.nature()));
        json.writeStringField("topic", own.topic().id());
        json.writeNumberField("count", own.count());
        json.writeNumberField("weight", own.weight());
        json.writeStringField("oldest", own.oldest().toString());
        json.writeEndObject();
    }

    /** The reasons of one option, also of menus kept when they were kept in words. */
    public static List<Reason> reasons(JsonNode option) {
        return option.has("account")
                ? account(option.path("account")).reasons()
                : elements(option.path("reasons")).stream()
                        .map(each ->
                                new Reason(
                                        each.path("words").asText(), each.path("share").asDouble()))
                        .toList();
    }

    private static Account account(JsonNode json) {
        var shares = new EnumMap<Ground, Double>(Ground.class);
        json.path("shares")
                .properties()
                .forEach(each ->
                        shares.put(read(Ground.class, each.getKey()), each.getValue().asDouble()));
        return new Account(
                shares,
                elements(json.path("own")).stream().map(AccountJson::own).toList(),
                elements(json.path("signs")).stream().map(JsonNode::asText).toList(),
                Optional.of(json.path("last")).filter(JsonNode::isObject).map(AccountJson::own),
                Instant.parse(json.path("at").asText()));
    }

    private static Account.Own own(JsonNode json) {
        return new Account.Own(
                read(Channel.class, json.path("channel").asText()),
                read(Nature.class, json.path("nature").asText()),
                new Topic(json.path("topic").asText()),
                json.path("count").asInt(),
                json.path("weight").asDouble(),
                Instant.parse(json.path("oldest").asText()));
    }

    private static List<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    private static String slug(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }

    private static <E extends Enum<E>> E read(Class<E> words, String slug) {
        return Enum.valueOf(words, slug.toUpperCase(Locale.ROOT));
    }
}
