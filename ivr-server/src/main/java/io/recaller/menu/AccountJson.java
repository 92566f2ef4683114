package io.recaller.menu;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recaller.contact.Channel;
import io.recaller.contact.Nature;
import io.recaller.contact.Topic;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Why an option stands where it stands, as {@code menu_impression.layout} keeps it. */
public final class AccountJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private AccountJson() {}

    /** {@code {at, shares: {ground: share}, own: [kind], signs: [words], last: kind}}. */
    public static ObjectNode of(Account account) {
        var json = JSON.createObjectNode().put("at", account.at().toString());
        var shares = json.putObject("shares");
        account.shares().forEach((ground, share) -> shares.put(slug(ground), share));
        if (!account.own().isEmpty()) {
            var own = json.putArray("own");
            account.own().forEach(kind -> own.add(of(kind)));
        }
        if (!account.circumstances().isEmpty()) {
            var circumstances = json.putArray("signs");
            account.circumstances().forEach(circumstances::add);
        }
        account.last().ifPresent(last -> json.set("last", of(last)));
        return json;
    }

    private static ObjectNode of(Account.Own own) {
        return JSON.createObjectNode()
                .put("channel", slug(own.channel()))
                .put("nature", slug(own.nature()))
                .put("topic", own.topic().id())
                .put("count", own.count())
                .put("weight", own.weight())
                .put("oldest", own.oldest().toString());
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
