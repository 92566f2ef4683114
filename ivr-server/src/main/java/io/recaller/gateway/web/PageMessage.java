package io.recaller.gateway.web;

import io.recaller.continuation.PageState;
import io.recaller.continuation.PageTurn;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Optional;

/** What the companion page is told; {@code docs/companion.md} has the protocol. */
final class PageMessage {
    static final String BAD_MESSAGE = "bad-message";
    static final String TOO_LONG = "too-long";
    static final String TOO_MANY = "too-many";
    static final String UNAVAILABLE = "unavailable";
    static final String NOT_HERE = "not-here";

    private PageMessage() {}

    static String turn(PageState state, boolean late, Optional<String> call) {
        var turn = state.turn();
        var isOfCall = turn.isAsked() && !turn.isByAgent();
        var message =
                of("turn")
                        .put("version", state.version())
                        .put("kind", turn.kind().name().toLowerCase(Locale.ROOT))
                        .put("said", new JsonArray(turn.said()))
                        .put("language", state.language().tag())
                        .put("call", state.isLive() ? "live" : "ended")
                        .put("back", isOfCall)
                        .put("person", isOfCall)
                        .put("late", late)
                        .put("matched", state.matched());
        if (turn.kind() == PageTurn.Kind.CHOOSE) {
            message.put("choices", choices(turn));
        }
        if (turn.isByAgent()) {
            message.put("agent", true);
        }
        turn.document()
                .ifPresent(shown ->
                        message.put(
                                "document",
                                new JsonObject()
                                        .put("label", shown.label())
                                        .put("url", shown.url())));
        turn.field().ifPresent(field -> message.put("field", field(field)));
        state.digits()
                .ifPresent(digits -> message.put("match", new JsonObject().put("digits", digits)));
        if (!state.rules().types().isEmpty()) {
            message.put("files", files(state));
        }
        if (!turn.why().isEmpty()) {
            message.put("why", turn.why());
        }
        call.ifPresent(number -> message.put("number", number));
        return message.encode();
    }

    private static JsonObject files(PageState state) {
        var given = new JsonArray();
        for (var file : state.files()) {
            given.add(
                    new JsonObject()
                            .put("id", file.id().toString())
                            .put("name", file.name())
                            .put("type", file.type().mediaType())
                            .put("size", file.size()));
        }
        return ChatUploads.limits(state.rules())
                .put("asked", state.turn().asksFile())
                .put("given", given);
    }

    private static JsonArray choices(PageTurn turn) {
        var choices = new JsonArray();
        for (var choice : turn.choices()) {
            choices.add(
                    new JsonObject()
                            .put("id", choice.id())
                            .put("key", choice.key())
                            .put("label", choice.label()));
        }
        return choices;
    }

    private static JsonObject field(PageTurn.Asked asked) {
        var field =
                new JsonObject()
                        .put("name", asked.name())
                        .put("kind", asked.kind())
                        .put("min", asked.min())
                        .put("max", asked.max())
                        .put("secret", asked.secret())
                        .put("confirms", asked.confirms());
        if (!asked.unit().isEmpty()) {
            field.put("unit", asked.unit());
        }
        return field;
    }

    /** It goes on as a chat from now on. */
    static String chat(String gateway, VisitorKey visitor) {
        return of("chat").put("gateway", gateway).put("visitor", visitor.secret()).encode();
    }

    static String error(String problem) {
        return of("error").put("problem", problem).encode();
    }

    static String pong() {
        return of("pong").encode();
    }

    private static JsonObject of(String type) {
        return new JsonObject().put("v", 1).put("type", type);
    }
}
