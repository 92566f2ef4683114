package io.recaller.asterisk.agi;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recaller.asterisk.fake.FakeCall;
import io.recaller.asterisk.fake.ToneSynthesizer;
import io.recaller.asterisk.prompt.Prompts;
import io.recaller.asterisk.prompt.Recordings;
import io.recaller.asterisk.prompt.Voice;
import io.recaller.contact.Address;
import io.recaller.contact.ContactId;
import io.recaller.conversation.dialogue.Arrival;
import io.recaller.conversation.ending.CallerEvents;
import io.recaller.conversation.ending.HangUp;
import io.recaller.conversation.voice.Line;
import io.recaller.conversation.waiting.Waiting;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.flow.Entry;
import io.recaller.flow.Patience;
import io.recaller.flow.engine.Choice;
import io.recaller.flow.engine.Reply;
import io.recaller.flow.engine.Turn;
import io.recaller.menu.planner.Layout;
import io.recaller.speech.Language;
import io.recaller.speech.Prompt;
import io.recaller.speech.Speech;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Calls by a played Asterisk to a server with real prompts; what is done on the line is told it.
 */
final class ServedCalls implements AutoCloseable {
    static final ContactId CONTACT =
            new ContactId(UUID.fromString("019b0000-0000-7000-8000-000000000001"));
    static final Patience PATIENCE = new Patience(Duration.ofSeconds(5), Duration.ofMillis(2500));
    static final Prompt HELLO = prompt("hello");
    static final Prompt TV = prompt("for television press six");
    static final Prompt AGENT = prompt("for a person press zero");
    static final Turn.Choose MENU =
            new Turn.Choose(
                    Speech.of(HELLO),
                    new Layout(List.of(), "designed", Duration.ofSeconds(1)),
                    List.of(
                            new Choice("tv", "6", "television", Speech.of(TV)),
                            new Choice("agent", "7", "agent", Speech.of(AGENT))),
                    PATIENCE);
    static final Turn.Ask ACCOUNT =
            new Turn.Ask(
                    Speech.of(prompt("your account number")),
                    new Entry.Digits(8, 8),
                    false,
                    PATIENCE,
                    false);
    static final Turn.Verify PIN = new Turn.Verify(Speech.of(prompt("your code")), 4, PATIENCE);

    final List<Reply> got = new CopyOnWriteArrayList<>();
    final List<Arrival> arrivals = new CopyOnWriteArrayList<>();
    final BlockingQueue<ContactId> gone = new LinkedBlockingQueue<>();
    final BlockingQueue<HangUp> how = new LinkedBlockingQueue<>();
    final List<String> pressedWaiting = new CopyOnWriteArrayList<>();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Path folder;
    private final AgiServer server;
    private Function<String, Waiting> waiting = _ -> new Waiting.On(Speech.of(HELLO));
    private BiConsumer<Line, Arrival> serve = (line, _) -> line.hangUp();

    ServedCalls(Path temporary) throws IOException {
        folder = temporary.resolve("дыбыстар".repeat(8));
        var here = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        server = AgiServer.open(AgiSettings.of(here, "secret"), listener(), meters);
    }

    private AgiListener listener() throws IOException {
        var prompts =
                new Prompts(
                        folder,
                        Voice.espeak(),
                        new ToneSynthesizer(),
                        Recordings.none(),
                        Duration.ofSeconds(5),
                        2,
                        meters);
        return new AgiListener(
                "secret",
                number -> Optional.of(new Handle(HandleKind.TEL, number)),
                prompts,
                (line, arrival) -> {
                    arrivals.add(arrival);
                    serve.accept(line, arrival);
                },
                (_, pressed) -> {
                    pressedWaiting.add(pressed);
                    return waiting.apply(pressed);
                },
                new Gone()::gone,
                meters);
    }

    /** What is done on the line of each call. */
    void serve(BiConsumer<Line, Arrival> served) {
        serve = served;
    }

    /** What is told who waits, by the key they pressed. */
    void waiting(Function<String, Waiting> told) {
        waiting = told;
    }

    /** A call that may be prepared, and rings then. */
    FakeCall call() {
        return new FakeCall(server.port());
    }

    /** The dialplan asks for a caller who waits. */
    FakeCall visit() {
        return call().script("wait").with("RECALLER_CONTACT", CONTACT.toString());
    }

    /** Where prompts are. */
    Path folder() {
        return folder;
    }

    static Prompt prompt(String words) {
        return new Prompt(new Language("en"), words);
    }

    static String[] names(Prompt... prompts) {
        var names = new ArrayList<String>();
        for (var prompt : prompts) {
            names.add(prompt.address());
        }
        return names.toArray(String[]::new);
    }

    @Override
    public void close() {
        server.close();
    }

    private final class Gone implements CallerEvents {
        @Override
        public void gone(ContactId contact, HangUp cause) {
            how.add(cause);
            gone.add(contact);
        }

        @Override
        public void replaced(ContactId contact, String number) {}

        @Override
        public void alive(String asteriskSystem, Map<ContactId, Address> contacts) {}
    }
}
