package io.recaller.gateway.web;

import io.recaller.continuation.PageReply;
import io.recaller.db.Storable;
import io.recaller.http.StrictJson;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a companion page says; {@code docs/companion.md} has the protocol. */
sealed interface PageCommand {
    int LONGEST = 4000;

    /**
     * Answers a turn.
     *
     * @param version of the turn that it was shown
     */
    record Answer(long version, PageReply reply) implements PageCommand {}

    record Typing(boolean on) implements PageCommand {}

    record Match() implements PageCommand {}

    record Leave() implements PageCommand {}

    record Ping() implements PageCommand {}

    /** It is not understood, or too long. */
    record Unfit(String problem) implements PageCommand {}

    /** Reads one message. */
    static PageCommand of(String text) {
        try {
            var json = StrictJson.object(text);
            return Integer.valueOf(1).equals(json.getInteger("v")) ? read(json) : bad();
        } catch (DecodeException | ClassCastException malformed) {
            return bad();
        }
    }

    private static PageCommand read(JsonObject json) {
        return switch (ChatCommand.text(json, "type")) {
            case "picked" ->
                    answer(json, reply(json.getString("id"), 64).map(PageReply.Picked::new));
            case "text" -> text(json);
            case "back" -> answer(json, Optional.of(new PageReply.Back()));
            case "typing" -> new Typing(Boolean.TRUE.equals(json.getBoolean("on")));
            case "match" -> new Match();
            case "leave" -> new Leave();
            case "ping" -> new Ping();
            default -> bad();
        };
    }

    private static PageCommand text(JsonObject json) {
        var text = json.getString("text");
        return text != null && text.length() > LONGEST
                ? new Unfit(PageMessage.TOO_LONG)
                : answer(
                        json,
                        reply(text, LONGEST)
                                .map(Storable::mended)
                                .filter(words -> !words.isBlank())
                                .map(PageReply.Text::new));
    }

    private static Optional<String> reply(@Nullable String text, int most) {
        return Optional.ofNullable(text).filter(each -> !each.isEmpty() && each.length() <= most);
    }

    private static PageCommand answer(JsonObject json, Optional<? extends PageReply> reply) {
        var version = json.getLong("version");
        return version == null || reply.isEmpty() ? bad() : new Answer(version, reply.get());
    }

    private static PageCommand bad() {
        return new Unfit(PageMessage.BAD_MESSAGE);
    }
}
