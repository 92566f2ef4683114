package io.recaller.desk;

import io.recaller.continuation.PageBeside;
import io.recaller.continuation.PageDocument;
import io.recaller.continuation.PageState;
import io.recaller.continuation.PageTurn;
import io.recaller.continuation.Shown;
import io.recaller.desk.card.CardJson;
import io.recaller.desk.card.Words;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** The page beside a call, as the desk reads it; {@code docs/desk.md} shows an example. */
final class PageJson {
    private PageJson() {}

    /**
     * All of it.
     *
     * @param isTalking whether something may be shown now
     */
    static JsonObject of(PageBeside page, boolean isTalking) {
        var json =
                new JsonObject()
                        .put("link", CardJson.slug(page.link()))
                        .put("mayShow", page.mayShow() && isTalking)
                        .put("typing", page.isTyping())
                        .put("forms", CardJson.array(page.forms(), PageJson::form))
                        .put("documents", CardJson.array(page.documents(), PageJson::document))
                        .put("takesFiles", page.takesFiles())
                        .put("files", CardJson.array(page.files(), CardJson::file));
        if (!page.messengers().isEmpty()) {
            json.put(
                    "messengers",
                    CardJson.array(page.messengers(), each -> messenger(each, isTalking)));
        }
        page.given().ifPresent(given -> json.put("shown", given(given)));
        page.screen().ifPresent(state -> json.put("screen", screen(state)));
        return json;
    }

    private static JsonObject messenger(PageBeside.MessengerLink messenger, boolean isTalking) {
        return new JsonObject()
                .put("to", messenger.to())
                .put("title", messenger.title())
                .put("link", CardJson.slug(messenger.link()))
                .put("maySend", messenger.maySend() && isTalking);
    }

    /** What the caller has before them, without the digits that only they are to see. */
    private static JsonObject screen(PageState state) {
        var turn = state.turn();
        var json =
                new JsonObject()
                        .put("kind", CardJson.slug(turn.kind()))
                        .put("said", new JsonArray(turn.said()))
                        .put("language", state.language().tag())
                        .put("matched", state.matched())
                        .put("why", turn.why())
                        .put("choices", CardJson.array(turn.choices(), PageJson::choice))
                        .put("asksFile", turn.asksFile());
        turn.field().ifPresent(field -> json.put("field", field(field)));
        turn.document().ifPresent(document -> json.put("document", document.label()));
        return json;
    }

    private static JsonObject choice(PageTurn.Button choice) {
        return new JsonObject().put("key", choice.key()).put("label", choice.label());
    }

    private static JsonObject field(PageTurn.Asked field) {
        return new JsonObject().put("kind", field.kind()).put("unit", field.unit());
    }

    private static JsonObject form(PageBeside.Form form) {
        return new JsonObject()
                .put("name", form.name())
                .put("fields", new JsonArray(form.fields()));
    }

    private static JsonObject document(PageDocument document) {
        return new JsonObject()
                .put("name", document.name())
                .put("labels", CardJson.words(new Words(document.labels())));
    }

    private static JsonObject given(PageBeside.Given given) {
        var json =
                new JsonObject().put("since", given.since().toString()).put("state", given.state());
        return switch (given.what()) {
            case Shown.File() -> json.put("file", true);
            case Shown.Document(String name) -> json.put("document", name);
            case Shown.Form(String node, _) ->
                    json.put("form", node)
                            .put("fields", CardJson.array(given.fields(), PageJson::value));
        };
    }

    private static JsonObject value(PageBeside.Value value) {
        var json = new JsonObject().put("name", value.name());
        value.value().ifPresent(given -> json.put("value", given));
        return value.isSecret() ? json.put("secret", true) : json;
    }
}
