package io.recaller.channel.inbound;

import io.recaller.channel.GatewayPlan.Answers;
import io.recaller.conversation.Next;
import io.recaller.conversation.PinPages;
import io.recaller.conversation.PinPages.Possible;
import io.recaller.conversation.SelfService;
import io.recaller.flow.Universal;
import io.recaller.flow.engine.Choice;
import io.recaller.flow.engine.Reply;
import io.recaller.flow.engine.Turn;
import io.recaller.message.Button;
import io.recaller.message.ThreadMessage;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One message and all that the flow says to it, up to where it must be answered again. */
final class Exchange {
    /** A flow that asks on, whoever wants a person, is asked for one so often. */
    private static final int MOST_ASKED = 8;

    private static final Duration WRITTEN_WITHIN = Duration.ofSeconds(5);

    private static final Reply READ = new Reply.Silence();

    /** A PIN would stay in a history: where no page can ask for it a person helps. */
    private static final Reply TO_A_PERSON = new Reply.Picked(Choice.PERSON);

    private final SelfService service;
    private final Outlet outgoing;
    private final Answers answers;
    private final PinPages pins;

    /** What was chosen, until something else is said of it. */
    private String echo = "";

    /** Comes before whatever is said next. */
    private String beginning = "";

    private Supplier<Optional<Button>> button = Optional::empty;

    private BooleanSupplier mayTell = () -> false;
    private Optional<String> status = Optional.empty();
    private boolean asks;

    /** A flow may lead from there to the same question; who telephones answers it each time. */
    private boolean hasFailed;

    /** The message has a number that is not the page's. */
    private boolean isGuess;

    /** Of the turn that was looked at last. */
    private Possible possible = Possible.NEVER;

    Exchange(SelfService service, Outlet outgoing, Answers answers, PinPages pins) {
        this.pins = pins;
        this.service = service;
        this.outgoing = outgoing;
        this.answers = answers;
    }

    /** Below what is asked last there is this button, if there is one then. */
    Exchange offering(Supplier<Optional<Button>> button) {
        this.button = button;
        return this;
    }

    /**
     * Who asks for nothing but how a request stands is told that, where it may be, and no person is
     * asked for.
     *
     * @param mayTell whether anything may be answered there now
     */
    Exchange tellingStatus(BooleanSupplier mayTell) {
        this.mayTell = mayTell;
        return this;
    }

    /** These words come first; empty: none do. */
    Exchange beginning(String words) {
        beginning = words;
        return this;
    }

    /**
     * Answers a message.
     *
     * @param isFirst as of {@link Replies#to}
     */
    void answer(ThreadMessage message, BooleanSupplier isFirst) {
        if (answers == Answers.NONE) {
            service.tellsNothingFirst();
        }
        // The rows of a contact that begins are there before what refers to them.
        written();
        var isAnswered = hasAnswered(message);
        goOn(message, isAnswered ? Optional.<Next>empty() : answered(message, isFirst));
    }

    /** Whether it waits for an answer now. */
    boolean asks() {
        return asks;
    }

    /** The message was answered: what comes now is said. */
    void show(ThreadMessage message) {
        goOn(message, Optional.empty());
    }

    private void goOn(ThreadMessage message, Optional<Next> already) {
        var end = already;
        if (status.isPresent()) {
            written();
            outgoing.asks(message, service, StatusAnswer.of(status.get(), service.language()));
            return;
        }
        if (end.isEmpty()) {
            end = spoken();
        }
        if (end.isEmpty() && answers != Answers.MENU) {
            end = toPeople(message);
        }
        if (!service.holds()) {
            written();
        }
        finish(message, end);
    }

    /** Who writes does not hear a silence: what is late is waited for. */
    private void written() {
        var _ = service.isWritten(WRITTEN_WITHIN);
    }

    /** The dialogue went on because of it, and we were killed before that was told. */
    private boolean hasAnswered(ThreadMessage message) {
        return message.contact().filter(service.contact()::equals).isPresent()
                && message.version().filter(before -> before < service.version()).isPresent();
    }

    /** What the flow says before it asks for the first time comes before the answer. */
    private Optional<Next> answered(ThreadMessage message, BooleanSupplier isFirst) {
        status = status(message);
        var end = spoken();
        if (end.isPresent()) {
            status = Optional.empty();
            return end;
        }
        var toProve = service.proof().asked();
        if (toProve.isPresent()) {
            status = Optional.empty();
            proven(message, toProve.get());
        } else if (status.isEmpty()) {
            Replies.to(service, message, isFirst)
                    .ifPresent(reply -> {
                        echo = chosen(service.turn(), reply);
                        answer(message, reply);
                    });
        }
        return end;
    }

    private Optional<String> status(ThreadMessage message) {
        var isAsked =
                service.written(message.words())
                        .meaning()
                        .universal()
                        .filter(Universal.STATUS::equals)
                        .isPresent();
        return isAsked && mayTell.getAsBoolean() ? service.requests() : Optional.empty();
    }

    /** A PIN that is written in spite of all stays in no row of ours, nor does any other number. */
    private void proven(ThreadMessage message, PinPages.Asked asked) {
        var words = service.written(message.words());
        var heard = pins.hear(asked, message);
        outgoing.answering(service.contact(), service.version(), message, Digits.areIn(words));
        switch (heard) {
            case PinPages.Heard.Proved(var customer) -> service.proof().accepted(customer);
            case PinPages.Heard.Failed() -> {
                var _ = failed();
            }
            case PinPages.Heard.Refused() -> service.reply(TO_A_PERSON);
            case PinPages.Heard.Guessed() -> {
                isGuess = true;
                toAPerson(words);
            }
            case PinPages.Heard.Nothing() -> toAPerson(words);
        }
    }

    private void toAPerson(Reply.Text words) {
        if (isForAPerson(words)) {
            service.reply(TO_A_PERSON);
        }
    }

    private static boolean isForAPerson(Reply.Text words) {
        return words.keyed().equals(Choice.PERSON)
                || words.meaning().universal().filter(Universal.PERSON::equals).isPresent();
    }

    /** What is asked next is written with it; that it is answered is written first where not. */
    private void answer(ThreadMessage message, Reply reply) {
        var version = service.version();
        var isSecret = isSecret(service.turn());
        if (isSecret || answers != Answers.MENU) {
            outgoing.answering(service.contact(), version, message, isSecret);
            service.reply(reply);
        } else {
            service.replyHolding(
                    reply, () -> outgoing.answering(service.contact(), version, message, false));
        }
    }

    /** Asks nothing: whatever waits for an answer is answered that a person is wanted. */
    private Optional<Next> toPeople(ThreadMessage message) {
        var end = Optional.<Next>empty();
        for (var i = 0; end.isEmpty() && i < MOST_ASKED; i++) {
            outgoing.answering(service.contact(), service.version(), message, false);
            var next = service.reply(TO_A_PERSON);
            end = next instanceof Next.Render ? spoken() : Optional.of(next);
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
        var turn = service.turn();
        while (!(waits(turn) || isProvedOnAPage(turn))) {
            if (isSaid(turn)) {
                echo = "";
                outgoing.draft(service, begun(TurnText.words(turn)));
            }
            var next = passed(turn);
            if (!(next instanceof Next.Render)) {
                return Optional.of(next);
            }
            turn = service.turn();
        }
        return Optional.empty();
    }

    private TurnText asked() {
        var turn = TurnText.of(service.turn(), service.version()).or(echo);
        return new TurnText(begun(turn.text()), turn.buttons()).with(button.get());
    }

    private String begun(String words) {
        var all = Stream.of(beginning, words).filter(each -> !each.isBlank());
        beginning = "";
        return all.collect(Collectors.joining("\n"));
    }

    /** What nobody will read is not counted as shown to them. */
    private Next passed(Turn turn) {
        return turn instanceof Turn.Recommend && answers != Answers.MENU
                ? service.recommendsNothing()
                : turn instanceof Turn.Verify ? unproved() : service.reply(READ);
    }

    private Next unproved() {
        return answers == Answers.MENU && possible == Possible.NO_MORE
                ? failed()
                : service.reply(TO_A_PERSON);
    }

    /** Once: where the flow asks for it again nothing would end but by a person. */
    private Next failed() {
        var next = hasFailed ? service.reply(TO_A_PERSON) : service.proof().impossible();
        hasFailed = true;
        return next;
    }

    private boolean isProvedOnAPage(Turn turn) {
        possible =
                turn instanceof Turn.Verify && answers == Answers.MENU
                        ? service.proof().asked().map(pins::mayAsk).orElse(Possible.NEVER)
                        : Possible.NEVER;
        return possible == Possible.YES;
    }

    /** Nobody is asked to wait a moment for what takes none, nor for a PIN. */
    private static boolean isSaid(Turn turn) {
        return !(turn instanceof Turn.LookUp
                || turn instanceof Turn.Verify
                || turn instanceof Turn.SwitchTo
                || turn instanceof Turn.Recommend);
    }

    private static boolean waits(Turn turn) {
        return turn instanceof Turn.Choose || turn instanceof Turn.Ask;
    }

    private void finish(ThreadMessage message, Optional<Next> end) {
        switch (end.orElseGet(Next.Render::new)) {
            case Next.Render() -> {
                service.proof()
                        .asked()
                        .ifPresentOrElse(
                                it ->
                                        outgoing.asksToProve(
                                                message, service, begun(echo), it, isGuess),
                                () -> outgoing.asks(message, service, asked()));
                asks = true;
            }
            case Next.Wait() -> {
                outgoing.givenToPeople(message, service.contact(), service.language());
                service.left();
            }
            case Next.Over() -> outgoing.last(message, service.contact());
            case Next.RingGroup(var cause) ->
                    throw new NotNowException("the place in the queue is not written: " + cause);
        }
    }
}
