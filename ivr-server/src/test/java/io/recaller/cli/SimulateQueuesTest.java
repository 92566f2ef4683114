package io.recaller.cli;

import static io.recaller.cli.Terminal.CALLER;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a simulated caller meets at a queue, by the settings. */
class SimulateQueuesTest {
    private static final String WAITING_FLOW =
            """
            flow: help
            languages: [en]
            start: person
            person: person
            nodes:
              person:
                hand_off: {queue: support, keys: {"2": written}, otherwise: written}
              written: {end: {say: {en: "It is written down. Goodbye."}}}
            """;

    private static final String QUEUES =
            """
            time-zone: UTC
            numbers: {8000: help}
            agi: {token: t0ken}
            ami: {secret: s3cret}
            hours: {day: {daily: '09:00-18:00'}}
            queues: {support: {hours: day, call-back: true, overflow: {closed: OVERFLOW}}, sales: {}}
            """;
    private final Terminal terminal = new Terminal();

    @TempDir private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    10:00 | 2 | (queue support is open, until | It is written down. Goodbye.
                    10:00 | 2 | (while waiting in queue support: key 2 leads to written, key 1 asks for a call-back) | = we hang up
                    10:00 | 7,1 | key 7 leads nowhere | = confirms the number, keeps the place and is called back
                    10:00 | 7 | key 7 leads nowhere | = waits in the queue support for an agent
                    """)
    void whatMayBeDoneWhileOneWaitsIsSimulated(String at, String keys, String first, String then)
            throws IOException {
        waits(at, "ring-group", keys);

        assertThat(terminal.out()).contains(first).contains(then);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    20:00 | We are closed now | (queue support is closed, until Tuesday
                    10:00 | An agent will answer you here. | (queue support is open, until
                    """)
    void whoWritesIsToldOfTheQueueAsACallerIs(String at, String read, String told)
            throws IOException {
        waits(at, "ring-group", "", "--channel", "chat");

        assertThat(terminal.out()).contains(read, told);
        assertThat(terminal.lines()).endsWith("= waits in the queue support for an agent");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ring-group | 5 | = goes to the dialplan's ring group
                    flow | 5 | It is written down. Goodbye.
                    voicemail | 5 | = leaves a message, which waits in the queue support
                    {queue: sales} | 5 | = waits in the queue support for an agent
                    '{message: {en: Closed.}, then: end}' | 5 | = we hang up
                    call-back | 1 | = confirms the number, keeps the place and is called back
                    '{call-back: true, then: voicemail}' | 0 | = leaves a message
                    """)
    void whatBecomesOfWhoComesWhileTheQueueIsClosedIsSimulated(
            String overflow, String keys, String end) throws IOException {
        waits("20:00", overflow, keys);

        assertThat(terminal.out())
                .contains("(queue support is closed, until Tuesday 17 November 2026 09:00 (UTC))")
                .contains(
                        end.replace(
                                "queue support for",
                                overflow.contains("sales")
                                        ? "queue sales for"
                                        : "queue support for"));
    }

    private void waits(String at, String overflow, String keys, String... more) throws IOException {
        var flow = Files.writeString(folder.resolve("help.yaml"), WAITING_FLOW);
        var settings =
                Files.writeString(
                        folder.resolve("queues.yaml"), QUEUES.replace("OVERFLOW", overflow));
        var words =
                new ArrayList<>(
                        List.of(
                                "simulate",
                                flow.toString(),
                                "--from",
                                CALLER,
                                "--settings",
                                settings.toString(),
                                "--at",
                                "2026-11-16T" + at,
                                "--keys",
                                keys));
        words.addAll(List.of(more));
        assertThat(terminal.run(words.toArray(String[]::new))).isZero();
    }
}
