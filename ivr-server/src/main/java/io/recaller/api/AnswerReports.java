package io.recaller.api;

import io.recaller.channel.AnswersOfOthers;
import io.recaller.channel.AnswersOfOthers.OtherAnswer;
import io.recaller.channel.AnswersOfOthers.Outcome;
import io.recaller.channel.AnswersOfOthers.Words;
import io.recaller.channel.TemplateChoice;
import io.recaller.contact.ContactId;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@code POST /api/v1/contacts/…/messages}: another system answers. Every method blocks. */
final class AnswerReports {
    private final SentCheck check;
    private final AnswersOfOthers answers;

    AnswerReports(SentCheck check, AnswersOfOthers answers) {
        this.check = check;
        this.answers = answers;
    }

    Answer write(Sent sent) {
        var errors = check.errors(sent);
        if (!errors.isEmpty()) {
            return Problem.invalid(errors);
        }
        var body = sent.body();
        var id = Asked.uuid("contactId", sent.path().getOrDefault("contactId", ""));
        var answer =
                new OtherAnswer(
                        body.getString("key"),
                        Optional.ofNullable(body.getString("agent"))
                                .map(String::strip)
                                .filter(name -> !name.isEmpty()),
                        words(body));
        return answer(answers.write(sent.sender().actor(), new ContactId(id), answer));
    }

    private static Words words(JsonObject body) {
        if (body.containsKey("text") == body.containsKey("template")) {
            throw new ContactReader.WrongValueException(
                    "text", "send exactly one of text and template");
        }
        if (body.containsKey("template")) {
            var values =
                    body.getJsonObject("values", new JsonObject()).stream()
                            .collect(
                                    Collectors.toMap(
                                            each -> each.getKey(),
                                            each -> String.valueOf(each.getValue())));
            return new Words.Template(
                    new TemplateChoice(Optional.of(body.getString("template")), values));
        }
        var text = body.getString("text").strip();
        if (text.isEmpty()) {
            throw new ContactReader.WrongValueException("text", "has no words");
        }
        return new Words.Free(text);
    }

    private static Answer answer(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Taken(var place, var state, var isNew) ->
                    new Answer.Json(
                            isNew ? 201 : 200,
                            new JsonObject()
                                    .put("result", isNew ? "created" : "same")
                                    .put("place", place)
                                    .put("state", state.slug()));
            case Outcome.KeyIsTaken() -> Problem.messageKeyTaken();
            case Outcome.NoContact() -> Problem.unknownContact();
            case Outcome.NotNow(var why) -> Problem.notAnswerable(why.words());
            case Outcome.WindowIsOver(var templates) -> Problem.windowOver(named(templates));
            case Outcome.NoTemplate(var templates) ->
                    wrong("template", "there is none of that name here; " + named(templates));
            case Outcome.Unfit(var fields) ->
                    wrong(
                            "values",
                            "give each of "
                                    + String.join(", ", fields)
                                    + " words without line breaks, tabs and five blanks in a row,"
                                    + " 1024 characters with the text at most");
        };
    }

    private static Problem wrong(String field, String detail) {
        return Problem.invalid(List.of(new FieldError(field, detail)));
    }

    private static String named(List<String> templates) {
        return templates.isEmpty()
                ? "the channel has no templates in the settings"
                : "the channel has the templates " + String.join(", ", templates);
    }
}
