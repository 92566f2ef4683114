package io.recaller.api;

import io.recaller.channel.ReplyWindow;
import io.recaller.channel.WrittenContacts;
import io.recaller.contact.ContactId;
import io.recaller.message.Author;
import io.recaller.message.Button;
import io.recaller.message.ContactMessages.Written;
import io.recaller.message.MessageState;
import io.recaller.message.file.Attachment;
import io.vertx.core.json.JsonObject;

/** What was written in contacts, and the files with it. Every method blocks. */
final class WrittenMessages {
    /** As the OpenAPI file has it. */
    private static final int USUAL_LIMIT = 50;

    private final WrittenContacts written;

    WrittenMessages(WrittenContacts written) {
        this.written = written;
    }

    Answer list(Asked asked) {
        var contact = new ContactId(asked.id("contactId"));
        long after = asked.query("after").map(Long::valueOf).orElse(0L);
        int limit = asked.query("limit").map(Integer::valueOf).orElse(USUAL_LIMIT);
        return written.messages(asked.sender().actor(), contact, after, limit)
                .<Answer>map(page -> Answer.ok(json(page)))
                .orElseGet(Problem::unknownContact);
    }

    Answer file(Asked asked) {
        var contact = new ContactId(asked.id("contactId"));
        return written.file(asked.sender().actor(), contact, asked.id("fileId"))
                .<Answer>map(read -> new Answer.File(read.attachment(), read.content()))
                .orElseGet(Problem::unknownFile);
    }

    private static JsonObject json(WrittenContacts.Page page) {
        var json =
                new JsonObject()
                        .put(
                                "messages",
                                CustomerJson.list(page.messages(), WrittenMessages::message))
                        .put("more", page.more());
        if (!page.messages().isEmpty()) {
            json.put("nextAfter", page.messages().getLast().message().seq());
        }
        return json;
    }

    private static JsonObject message(Written written) {
        var message = written.message();
        var json =
                new JsonObject()
                        .put("place", message.seq())
                        .put("at", message.at().toString())
                        .put("direction", direction(message.author()))
                        .put("from", message.author().slug())
                        .put("gateway", written.gateway())
                        .put("text", message.text())
                        .put("state", message.state().slug())
                        .put("stateAt", written.stateAt().toString());
        message.agentName().ifPresent(name -> json.put("agent", name));
        if (message.state() == MessageState.FAILED) {
            json.put("reason", reason(message.reason()));
        }
        if (!message.buttons().isEmpty()) {
            json.put("buttons", CustomerJson.list(message.buttons(), Button::label));
        }
        if (!message.attachments().isEmpty()) {
            json.put("files", CustomerJson.list(message.attachments(), WrittenMessages::file));
        }
        return json;
    }

    private static String direction(Author author) {
        return author == Author.CUSTOMER ? "inbound" : "outbound";
    }

    /** Rows have it in plain words, but for one that desks say in their own. */
    private static String reason(String kept) {
        return switch (kept) {
            case ReplyWindow.OVER ->
                    "the channel lets nobody be answered so long after their last message";
            case "" -> "the channel does not say why";
            default -> kept;
        };
    }

    private static JsonObject file(Attachment file) {
        return new JsonObject()
                .put("id", file.id().toString())
                .put("name", file.name())
                .put("type", file.type().mediaType())
                .put("size", file.size());
    }
}
