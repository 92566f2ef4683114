package io.recaller.channel;

import io.recaller.conversation.Next;
import io.recaller.conversation.Talk;
import io.recaller.flow.engine.Choice;
import io.recaller.flow.engine.Reply;
import io.recaller.flow.engine.Turn;
import io.recaller.message.ThreadMessage;
import java.util.Optional;

/** One message and all that the flow says to it, up to where it must be answered again. */
final class Exchange {
    private static final Reply READ = new Reply.Silence();

    /** A PIN would stay in a history: who would have to tell it is helped by a person instead. */
    private static final Reply TO_A_PERSON = new Reply.Picked(Choice.PERSON);

    private final Talk talk;
    private final Outgoing outgoing;

    /** What was chosen, until something else is said of it. */
    private String echo = "";

    Exchange(Talk talk, Outgoing outgoing) {
        this.talk = talk;
        this.outgoing = outgoing;
    }

    void answer(ThreadMessage message, boolean isNew) {
        // The rows of a contact that begins are there before what refers to them.
        talk.settle();
        var end = hasAnswered(message) ? Optional.<Next>empty() : answered(message, isNew);
        if (end.isEmpty()) {
            end = spoken();
        }
        talk.settle();
        finish(message, end);
    }

    /** The dialogue went on because of it, and we were killed before that was told. */
    private boolean hasAnswered(ThreadMessage message) {
        return message.contact().filter(talk.contact()::equals).isPresent()
                && message.version().filter(before -> before < talk.version()).isPresent();
    }

    /** What the flow says before it asks for the first time comes before the answer. */
    private Optional<Next> answered(ThreadMessage message, boolean isNew) {
        var end = spoken();
        if (end.isEmpty()) {
            Replies.to(talk.turn(), talk.version(), message, isNew)
                    .ifPresent(reply -> {
                        outgoing.answering(talk, message, isSecret(talk.turn()));
                        echo = chosen(talk.turn(), reply);
                        talk.reply(reply);
                    });
        }
        return end;
    }

    /** In the words of its button: a menu of its own may have none to begin with. */
    private static String chosen(Turn turn, Reply reply) {
        return turn instanceof Turn.Choose menu
                ? menu.keyOf(reply)
                        .flatMap(key ->
                                menu.choices().stream()
                                        .filter(each -> each.key().equals(key))
                                        .findFirst())
                        .map(Choice::label)
                        .orElse("")
                : "";
    }

    private static boolean isSecret(Turn turn) {
        return turn instanceof Turn.Ask ask && ask.secret();
    }

    /**
     * Says all that waits for no answer.
     *
     * @return how it ended; empty: what comes now waits for an answer
     */
    private Optional<Next> spoken() {
        var turn = talk.turn();
        while (!waits(turn)) {
            if (isSaid(turn)) {
                echo = "";
                outgoing.draft(talk, TurnText.words(turn));
            }
            var next = talk.reply(turn instanceof Turn.Verify ? TO_A_PERSON : READ);
            if (!(next instanceof Next.Render)) {
                return Optional.of(next);
            }
            turn = talk.turn();
        }
        return Optional.empty();
    }

    /** Nobody is asked to wait a moment for what takes none, nor for a PIN. */
    private static boolean isSaid(Turn turn) {
        return !(turn instanceof Turn.LookUp || turn instanceof Turn.Verify);
    }

    private static boolean waits(Turn turn) {
        return turn instanceof Turn.Choose || turn instanceof Turn.Ask;
    }

    private void finish(ThreadMessage message, Optional<Next> end) {
        switch (end.orElseGet(Next.Render::new)) {
            case Next.Render() ->
                    outgoing.asks(
                            message,
                            talk.contact(),
                            TurnText.of(talk.turn(), talk.version()).or(echo));
            case Next.Wait() -> {
                outgoing.givenToPeople(message, talk);
                talk.left();
            }
            case Next.Over() -> outgoing.last(message, talk.contact());
            case Next.RingGroup(var cause) ->
                    throw new NotNowException("the place in the queue is not written: " + cause);
        }
    }
}
