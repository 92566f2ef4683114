package io.recaller.asterisk.agi;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recaller.asterisk.fake.FakeCall;
import io.recaller.asterisk.fake.ToneSynthesizer;
import io.recaller.asterisk.prompt.CommandSynthesizer;
import io.recaller.asterisk.prompt.Prompts;
import io.recaller.asterisk.prompt.Recordings;
import io.recaller.asterisk.prompt.Voice;
import io.recaller.contact.Address;
import io.recaller.contact.ContactId;
import io.recaller.contact.Unserved;
import io.recaller.conversation.Conversations;
import io.recaller.conversation.Counters;
import io.recaller.conversation.Flows;
import io.recaller.conversation.Tools;
import io.recaller.conversation.context.Caller;
import io.recaller.conversation.context.PinChecks;
import io.recaller.conversation.context.RememberedContext;
import io.recaller.conversation.dialogue.FlowVersions;
import io.recaller.conversation.dialogue.MemoryDialogues;
import io.recaller.conversation.ending.CallerEvents;
import io.recaller.conversation.ending.HangUp;
import io.recaller.conversation.lookup.HttpLookUps;
import io.recaller.conversation.voice.Calls;
import io.recaller.conversation.waiting.Waiting;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.flow.Flow;
import io.recaller.flow.FlowPrompts;
import io.recaller.flow.engine.Engine;
import io.recaller.flow.engine.Planning;
import io.recaller.flow.yaml.FlowReader;
import io.recaller.flow.yaml.Reading;
import io.recaller.hours.OpeningHours;
import io.recaller.notice.UnreadNotices;
import io.recaller.recommendation.FlowRecommendations;
import io.recaller.speech.Language;
import io.recaller.speech.Prompt;
import io.recaller.speech.PromptLengths;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A real synthesiser that is slow, or broken, for one sum, under a call as Asterisk plays it. */
@Timeout(60)
final class SlowVoiceTest {
    private static final Language ENGLISH = new Language("en");
    private static final Prompt PERSON = new Prompt(ENGLISH, "I am connecting you to a person.");
    private static final Prompt MOMENT = new Prompt(ENGLISH, "One moment, please.");
    private static final Prompt GOODBYE =
            new Prompt(ENGLISH, "5,000 tenge ordered. Goodbye.", "5000 tenge ordered. Goodbye.");
    private static final String FLOW =
            """
            flow: pay
            languages: [en]
            start: amount
            person: person
            nodes:
              amount:
                form: {amount: {amount: tenge, say: {en: "How many tenge?"}}}
                next: bye
              bye: {end: {topic: billing, say: {en: "{amount, number} tenge ordered. Goodbye."}}}
              person: {hand_off: {say: {en: "I am connecting you to a person."}}}
            """;

    @TempDir private Path folder = Path.of("");

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final MemoryDialogues dialogues = new MemoryDialogues();

    @ParameterizedTest
    @CsvSource({"sleep 30, true", "exit 3, false"})
    void whoseSumCannotBeSpokenIsAskedToWaitAndReachesThePersonWithWords(
            String fault, boolean waits) throws IOException {
        try (var server = open(fault)) {
            var call = new FakeCall(server.port()).press("5000").ring();

            assertThat(call.variable("RECALLER_DONE")).isEqualTo("wait");
            assertThat(heard(call, MOMENT)).isEqualTo(waits);
            assertThat(heard(call, PERSON)).isTrue();
            assertThat(heard(call, GOODBYE)).isFalse();
            assertThat(dialogues.ends()).isEmpty();
        }
    }

    private static boolean heard(FakeCall call, Prompt prompt) {
        return call.heard().stream().anyMatch(file -> file.contains(prompt.address()));
    }

    private AgiServer open(String fault) throws IOException {
        var tone = Files.write(folder.resolve("tone.wav"), ToneSynthesizer.tone(8000, 2400, 440));
        var script =
                "words=$(cat); case \"$words\" in *5000*) %s;; esac; cp %s \"$1\""
                        .formatted(fault, tone);
        var voice =
                new Voice(
                        List.of("sh", "-c", script, "speak", "{out}"),
                        Map.of(),
                        150,
                        45,
                        Duration.ofSeconds(20));
        var prompts =
                new Prompts(
                        folder.resolve("prompts"),
                        voice,
                        new CommandSynthesizer(voice),
                        Recordings.none(),
                        Duration.ofSeconds(1),
                        2,
                        meters);
        var flow = ((Reading.Read) new FlowReader().read("pay.yaml", FLOW)).flow();
        var ahead = new HashSet<>(FlowPrompts.of(flow));
        ahead.addAll(Conversations.prompts(List.of(new Language("en"))));
        prompts.renderAhead(ahead, _ -> {});
        var calls = new Calls(conversations(flow));
        var listener =
                new AgiListener(
                        "secret",
                        number -> Optional.of(new Handle(HandleKind.TEL, number)),
                        prompts,
                        calls::serve,
                        (_, _) -> new Waiting.RingGroup(Unserved.PLACE_LOST),
                        new Nobody()::gone,
                        meters);
        var here = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        return AgiServer.open(AgiSettings.of(here, "secret"), listener, meters);
    }

    private Conversations conversations(Flow flow) {
        var tools =
                new Tools(
                        new Engine(
                                PromptLengths.estimated(),
                                Planning.predicted(
                                        new io.recaller.menu.planner.Planner(
                                                io.recaller.menu.planner.Rules.defaults()))),
                        dialogues,
                        new HttpLookUps(Map.of()),
                        (_, _, _) -> new PinChecks.Proof.Rejected(),
                        _ -> {},
                        new Counters(meters),
                        Runnable::run,
                        Runnable::run,
                        () -> Instant.parse("2026-11-21T20:00:00Z"),
                        ZoneId.of("Asia/Almaty"),
                        Duration.ofSeconds(1),
                        _ -> {},
                        OpeningHours::none,
                        io.recaller.conversation.Switches.none(),
                        UnreadNotices.none(),
                        FlowRecommendations.none());
        var flows =
                new Flows(
                        Map.of("pay", flow),
                        Map.of(Flows.ANY_NUMBER, "pay"),
                        Map.of(),
                        FlowVersions.of(Map.of()));
        return new Conversations(
                flows,
                new RememberedContext(Map.of(), Caller.unknown()),
                () -> new ContactId(UUID.randomUUID()),
                tools);
    }

    private static final class Nobody implements CallerEvents {
        @Override
        public void gone(ContactId contact, HangUp how) {}

        @Override
        public void replaced(ContactId contact, String number) {}

        @Override
        public void alive(String asteriskSystem, Map<ContactId, Address> linkedIds) {}
    }
}
