package io.recaller.asterisk.agi;

import io.micrometer.core.instrument.MeterRegistry;
import io.recaller.asterisk.Reminder;
import io.recaller.asterisk.prompt.Prompts;
import io.recaller.contact.ContactId;
import io.recaller.contact.Unserved;
import io.recaller.conversation.dialogue.Arrival;
import io.recaller.conversation.ending.HangUp;
import io.recaller.conversation.voice.HangupException;
import io.recaller.conversation.voice.Line;
import io.recaller.conversation.voice.LineLostException;
import io.recaller.conversation.waiting.WaitVisit;
import io.recaller.conversation.waiting.Waiting;
import io.recaller.customer.Handle;
import io.recaller.speech.Speech;
import io.recaller.speech.SynthesisException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.asteriskjava.fastagi.AgiChannel;
import org.asteriskjava.fastagi.AgiRequest;
import org.asteriskjava.fastagi.AgiScript;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A call comes in, or a waiting caller looks in. The one place where a hang-up is caught; whatever
 * else goes wrong, the caller is led to a person.
 */
public final class AgiListener implements AgiScript {
    private static final Logger log = LoggerFactory.getLogger(AgiListener.class);

    /** One file of Asterisk that no command writes to a log; func_config reads it. */
    private static final String TOKEN_FILE = "${AST_CONFIG(recaller.token.conf,recaller,token)}";

    /** As older instructions had it; Asterisk logs globals at verbose 2 when it reads them. */
    private static final String TOKEN_GLOBAL = "${RECALLER_TOKEN}";

    /**
     * What whoever connects is asked before all else, and nothing else until it is known who calls;
     * the answer to the first follows the header.
     */
    static final List<CommandLine> QUESTIONS =
            List.of(CommandLine.get(TOKEN_FILE), CommandLine.get(TOKEN_GLOBAL));

    private static final String WRONG_TOKEN =
            "calls are turned away and go to the ring group: the token in Asterisk's"
                    + " recaller.token.conf is not agi.token; make them equal (told again after"
                    + " ten minutes)";

    private static final String WRONG_PATH =
            "calls are turned away and go to the ring group: the dialplan asks for another path"
                    + " than call or wait; include this version's recaller.conf (told again after"
                    + " ten minutes)";

    /** Music between two visits of whom one look at is not over yet. */
    private static final Duration UNTIL_NEXT_LOOK = Duration.ofSeconds(2);

    private final Reminder wrongToken = Reminder.usual();
    private final Reminder wrongPath = Reminder.usual();
    private final String token;
    private final Function<String, Optional<Handle>> numbers;
    private final Prompts prompts;
    private final Function<Arrival, Consumer<Line>> serve;
    private final WaitLooks looks;
    private final BiConsumer<ContactId, HangUp> gone;
    private final MeterRegistry meters;
    private final Pulse pulse = new Pulse(System::nanoTime);
    private volatile boolean abandoned;

    /** As below; nothing is done while a call is answered. */
    public AgiListener(
            String token,
            Function<String, Optional<Handle>> numbers,
            Prompts prompts,
            BiConsumer<Line, Arrival> serve,
            WaitVisit wait,
            BiConsumer<ContactId, HangUp> gone,
            MeterRegistry meters) {
        this(
                token,
                numbers,
                prompts,
                arrival -> line -> serve.accept(line, arrival),
                wait,
                gone,
                meters);
    }

    /**
     * @param token what the dialplan must send, as in {@link AgiSettings#token()}
     * @param numbers makes a handle of a number as the network delivers it
     * @param serve told of a call while it is answered, and must not block then; what it returns
     *     serves the call until its line is over, and may throw {@link HangupException}
     * @param gone told when a caller whose contact is known hung up while being served
     */
    public AgiListener(
            String token,
            Function<String, Optional<Handle>> numbers,
            Prompts prompts,
            Function<Arrival, Consumer<Line>> serve,
            WaitVisit wait,
            BiConsumer<ContactId, HangUp> gone,
            MeterRegistry meters) {
        this.token = token;
        this.numbers = numbers;
        this.prompts = prompts;
        this.serve = serve;
        this.looks = new WaitLooks(wait);
        this.gone = gone;
        this.meters = meters;
    }

    /** From now on a closed connection is ours to answer for, not the caller's hang-up. */
    void abandon() {
        abandoned = true;
    }

    Pulse pulse() {
        return pulse;
    }

    /** Whether a broken line is this server's doing. */
    private boolean isOurDoing() {
        return abandoned || pulse.hasJustStoodStill();
    }

    /** Called by the AGI server, on the call's own thread. */
    @Override
    public void service(AgiRequest request, AgiChannel channel) {
        var session =
                new AgiSession(channel, String.valueOf(request.getUniqueId()), this::isOurDoing);
        if (request.getChannel() == null) {
            noCall("not a call: whoever connected does not speak FastAGI");
        } else if (!knows(request, session)) {
            log.atDebug().log("served by nobody");
        } else if ("call".equals(request.getScript())) {
            call(request, session);
        } else if ("wait".equals(request.getScript())) {
            visit(request, session);
        } else {
            turnAway("path", wrongPath, WRONG_PATH);
        }
    }

    /**
     * Asks for the token: Asterisk logs what it is told to send, not what it is asked. Dialplans of
     * older versions send it as the first argument, or as {@code k} of the URL.
     */
    private boolean knows(AgiRequest request, AgiSession session) {
        try {
            var kept = session.answer();
            var isKnown =
                    isTrusted(kept)
                            || isTrusted(sent(request))
                            || isTrusted(session.get(TOKEN_GLOBAL));
            if (!isKnown) {
                turnAway("token", wrongToken, WRONG_TOKEN);
            }
            return isKnown;
        } catch (HangupException | LineLostException | IllegalStateException e) {
            log.atDebug().setCause(e).log("whoever connected did not say who calls");
            noCall("not a call: gone, or silent, before it was known who called");
            return false;
        }
    }

    private void noCall(String why) {
        meters.counter("recaller.agi.rejected", "reason", "header").increment();
        log.atInfo().log(why);
    }

    private static @Nullable String sent(AgiRequest request) {
        var inUrl = request.getParameter("k");
        var arguments = request.getArguments();
        return inUrl != null || arguments.length == 0 ? inUrl : arguments[0];
    }

    private boolean isTrusted(@Nullable String sent) {
        return sent != null
                && MessageDigest.isEqual(
                        sent.getBytes(StandardCharsets.UTF_8),
                        token.getBytes(StandardCharsets.UTF_8));
    }

    /** One call brings ten such visits, and the next one the next ten: one line tells them. */
    private void turnAway(String reason, Reminder reminder, String remedy) {
        meters.counter("recaller.agi.rejected", "reason", reason).increment();
        reminder.due()
                .ifPresent(visits ->
                        log.atError()
                                .addKeyValue("reason", reason)
                                .addKeyValue("visits", visits)
                                .log(remedy));
    }

    private void call(AgiRequest request, AgiSession session) {
        var line = line(request, session);
        guarded(
                line,
                this::hungUp,
                Unserved.FAULT_IN_MENU,
                () -> {
                    var visit = Visit.of(request, session).whole();
                    var carried = Arrivals.contact(visit.contact());
                    carried.ifPresent(line::resume);
                    var service = Thought.of(() -> expected(request, visit, carried));
                    session.begin(visit);
                    var typed = visit.mayHaveTyped();
                    line.typed(Arrivals.answered(session, typed, service::think));
                    service.outcome().accept(line);
                    if (!line.isOver()) {
                        throw new IllegalStateException("nobody said where the call goes on");
                    }
                });
    }

    /** Who it is takes a moment to see: the answer need not wait for it. */
    private Consumer<Line> expected(AgiRequest request, Visit visit, Optional<ContactId> carried) {
        return serve.apply(Arrivals.of(request, visit, carried, numbers));
    }

    private AgiLine line(AgiRequest request, AgiSession session) {
        return new AgiLine(session, prompts, String.valueOf(request.getChannel()), numbers);
    }

    private void visit(AgiRequest request, AgiSession session) {
        var line = line(request, session);
        guarded(
                line,
                (taken, _) -> takenAway(taken),
                Unserved.FAULT_IN_QUEUE,
                () -> {
                    var visit = Visit.of(request, session);
                    session.begin(visit);
                    var contact =
                            Arrivals.contact(visit.contact())
                                    .orElseThrow(
                                            () -> new IllegalStateException("who is waiting?"));
                    line.resume(contact);
                    line.typed(Arrivals.keys(session.get("${RECALLER_KEY}")));
                    look(line, contact);
                });
    }

    /** A key pressed during an announcement is looked at in the same visit. */
    private void look(AgiLine line, ContactId contact) {
        do {
            looks.look(line, contact)
                    .ifPresentOrElse(seen -> act(line, seen), () -> line.waitOn(UNTIL_NEXT_LOOK));
        } while (!line.isOver() && line.hasTyped());
        if (!line.isOver()) {
            line.waitForAgent();
        }
    }

    private static void act(AgiLine line, Waiting waiting) {
        switch (waiting) {
            case Waiting.On on -> {
                line.waitWith(on.music(), on.until());
                announce(line, on.announcement());
            }
            case Waiting.RingGroup(var cause, var message) -> {
                announce(line, message);
                line.ringGroup(cause);
            }
            case Waiting.InFlow(var message) -> {
                announce(line, message);
                line.backToFlow();
            }
            case Waiting.Over(var message) -> {
                farewell(line, message);
                line.hangUp();
            }
            case Waiting.Ask(var dialogue) -> act(line, dialogue.apply(line));
        }
    }

    private static void farewell(AgiLine line, Speech message) {
        try {
            var _ = line.playOut(message);
        } catch (SynthesisException e) {
            log.atWarn().addKeyValue("error", e.getMessage()).log("last words left out");
        }
    }

    /** Words that cannot be made in time are left out: the place in the queue is worth more. */
    private static void announce(AgiLine line, Speech announcement) {
        try {
            line.play(announcement);
        } catch (SynthesisException e) {
            log.atWarn().addKeyValue("error", e.getMessage()).log("announcement left out");
        }
    }

    private void guarded(
            AgiLine line, BiConsumer<AgiLine, HangUp> gone, Unserved broken, Runnable service) {
        try {
            service.run();
        } catch (HangupException e) {
            gone.accept(line, e.how());
        } catch (LineLostException e) {
            lost(line, e.where());
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            log.atError()
                    .addKeyValue("contactId", line.contact().map(ContactId::toString).orElse("-"))
                    .setCause(e)
                    .log("call cannot be served, a person must help");
            meters.counter("recaller.calls.failed").increment();
            rescue(line, broken);
        }
    }

    private void rescue(AgiLine line, Unserved broken) {
        try {
            line.ringGroup(broken);
        } catch (HangupException e) {
            hungUp(line, e.how());
        } catch (LineLostException e) {
            lost(line, e.where());
        }
    }

    private void hungUp(AgiLine line, HangUp how) {
        line.contact().ifPresent(contact -> gone.accept(contact, how));
    }

    /**
     * In a wait visit the channel is also taken away when an agent answers just then; a real
     * hang-up is told by the dialplan's hang-up handler.
     */
    private static void takenAway(AgiLine line) {
        log.atDebug()
                .addKeyValue("contactId", line.contact().map(ContactId::toString).orElse("-"))
                .log("visit cut short");
    }

    /** Who is fetched to an agent, or by a page, is no milestone: what fetched them tells it. */
    private static void lost(AgiLine line, LineLostException.Where where) {
        (where == LineLostException.Where.OTHER_VISIT ? log.atDebug() : log.atInfo())
                .addKeyValue("contactId", line.contact().map(ContactId::toString).orElse("-"))
                .log(where.words());
    }
}
