package io.recaller.api;

import io.recaller.contact.Topic;
import io.recaller.contact.TopicStore;
import io.recaller.register.TopicRegistry;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/** {@code GET /api/v1/topics} and {@code PUT /api/v1/topics/…}. Every method blocks. */
final class Topics {
    private static final String REPLACED_BY = "replacedBy";

    private final SentCheck check;
    private final TopicRegistry registry;

    Topics(SentCheck check, TopicRegistry registry) {
        this.check = check;
        this.registry = registry;
    }

    Answer list() {
        return Answer.ok(
                new JsonObject().put("topics", CustomerJson.list(registry.all(), Topics::json)));
    }

    Answer put(Sent sent) {
        var errors = check.errors(sent);
        if (!errors.isEmpty()) {
            return Problem.invalid(errors);
        }
        var topic = new Topic(CircumstanceReader.path(sent, "topic"));
        var labels = CircumstanceReader.texts(sent.body(), "labels");
        var by = Optional.ofNullable(sent.body().getString(REPLACED_BY)).map(Topic::new);
        return switch (registry.put(topic, labels, by)) {
            case CREATED -> new Answer.Json(201, named("created", topic));
            case UPDATED -> new Answer.Json(200, named("updated", topic));
            case REPLACEMENT_UNKNOWN -> wrong("is not in the registry; enter it first");
            case REPLACED_BY_ITSELF ->
                    wrong("is this topic or is replaced by it; enter that one anew without it");
        };
    }

    private static JsonObject named(String result, Topic topic) {
        return new JsonObject().put("result", result).put("topic", topic.id());
    }

    private static Problem wrong(String detail) {
        return Problem.invalid(List.of(new FieldError(REPLACED_BY, detail)));
    }

    private static JsonObject json(TopicStore.Entry entry) {
        var json =
                new JsonObject()
                        .put("topic", entry.topic().id())
                        .put("labels", CurrentJson.texts(entry.labels()))
                        .put("known", entry.known())
                        .put("contacts", entry.contacts());
        entry.replacedBy().ifPresent(by -> json.put(REPLACED_BY, by.id()));
        return json;
    }
}
