package io.recaller.desk;

import io.recaller.continuation.PageBeside;
import io.recaller.continuation.PageDocument;
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
                        .put("documents", CardJson.array(page.documents(), PageJson::document));
        if (!page.messengers().isEmpty()) {
            json.put(
                    "messengers",
                    CardJson.array(page.messengers(), each -> messenger(each, isTalking)));
        }
        page.given().ifPresent(given -> json.put("shown", given(given)));
        return json;
    }

    private static JsonObject messenger(PageBeside.MessengerLink messenger, boolean isTalking) {
        return new JsonObject()
                .put("to", messenger.to())
                .put("title", messenger.title())
                .put("link", CardJson.slug(messenger.link()))
                .put("maySend", messenger.maySend() && isTalking);
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
