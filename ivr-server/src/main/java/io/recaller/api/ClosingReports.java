package io.recaller.api;

import io.recaller.channel.ClosingByOthers;
import io.recaller.channel.ClosingByOthers.Outcome;
import io.recaller.contact.ContactId;
import io.recaller.contact.Topic;
import io.vertx.core.json.JsonObject;

/** {@code POST /api/v1/contacts/…/close}: another system ends a conversation. Blocks. */
final class ClosingReports {
    private final SentCheck check;
    private final ClosingByOthers closing;

    ClosingReports(SentCheck check, ClosingByOthers closing) {
        this.check = check;
        this.closing = closing;
    }

    Answer close(Sent sent) {
        var errors = check.errors(sent);
        if (!errors.isEmpty()) {
            return Problem.invalid(errors);
        }
        var body = sent.body();
        var id = Asked.uuid("contactId", sent.path().getOrDefault("contactId", ""));
        var outcome =
                closing.close(
                        sent.sender().actor(),
                        new ContactId(id),
                        new Topic(body.getString("topic")),
                        body.getString("disposition"));
        return switch (outcome) {
            case Outcome.Closed(var isNew) ->
                    Answer.ok(new JsonObject().put("result", isNew ? "closed" : "over"));
            case Outcome.NoContact() -> Problem.unknownContact();
            case Outcome.InHand() -> Problem.inHand();
            case Outcome.NotNow(var why) -> Problem.notClosable(why.words());
        };
    }
}
