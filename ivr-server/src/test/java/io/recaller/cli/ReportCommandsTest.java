package io.recaller.cli;

import static io.recaller.db.generated.Tables.AGENT_PRESENCE;
import static io.recaller.db.generated.Tables.CONTACT_KEY;
import static io.recaller.db.generated.Tables.TOLD_WAIT;
import static io.recaller.db.generated.Tables.WAITING_CONTACT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.recaller.Stores;
import io.recaller.agent.AgentStore;
import io.recaller.contact.Address;
import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.contact.Ended;
import io.recaller.db.TestDatabase;
import io.recaller.db.Tx;
import io.recaller.routing.queue.Queue;
import io.recaller.routing.step.Wish;
import io.recaller.settings.SettingsReader;
import io.recaller.skill.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code recaller report queue} and {@code recaller report agents}, as an operator reads them. */
class ReportCommandsTest {
    @TempDir private static Path folder;

    private final Terminal terminal = new Terminal();

    @BeforeAll
    static void theDay() throws IOException {
        var access = TestDatabase.freshSettings();
        Files.writeString(
                folder.resolve("recaller.yaml"),
                """
                time-zone: Asia/Kathmandu
                flows: %s
                numbers: {8000: telecom}
                agi: {token: t0ken}
                ami: {secret: s3cret, port: 1}
                database: {url: "%s", user: "%s", password: "%s"}
                fields: {account: {kind: digits}}
                look-ups: {outage_status: {url: "http://127.0.0.1:1/"}}
                """
                        .formatted(
                                Path.of("../dialplans/flows").toAbsolutePath(),
                                access.url(),
                                access.user(),
                                access.password()));
        var read = SettingsReader.read(folder.resolve("recaller.yaml"), Map.of());
        try (var stores = Stores.open(read)) {
            stores.database()
                    .runInTransaction(tx -> {
                        // 23:50 of the 24th and 0:10 of the 25th in Kathmandu
                        leaves(tx, "2026-11-24T18:05:00Z", Ended.Result.ABANDONED, 4);
                        leaves(tx, "2026-11-24T18:25:00Z", Ended.Result.ABANDONED, 34);
                        leaves(tx, "2026-11-24T18:26:00Z", Ended.Result.RING_GROUP, 900);
                        leaves(tx, "2026-11-20T05:00:00Z", Ended.Result.ABANDONED, 600);
                        isTold(tx, "2026-11-20T05:00:30Z");
                        works(tx);
                    });
        }
    }

    private static void leaves(Tx tx, String joined, Ended.Result how, int after) {
        var contact = new ContactId(UUID.randomUUID());
        var at = Instant.parse(joined);
        tx.dsl()
                .insertInto(CONTACT_KEY)
                .set(CONTACT_KEY.CONTACT_ID, contact.value())
                .set(CONTACT_KEY.SOURCE, "phone")
                .set(CONTACT_KEY.EXTERNAL_ID, contact.toString())
                .set(CONTACT_KEY.STARTED_AT, at)
                .execute();
        var queue = new Queue();
        var address = new Address.Call("", "", "");
        queue.enter(tx, contact, Channel.PHONE, Wish.of(Requirement.none()), 5, address, at);
        queue.leave(tx, contact, how, at.plusSeconds(after));
    }

    /** Between two and five minutes, to who joined last. */
    private static void isTold(Tx tx, String at) {
        tx.dsl()
                .insertInto(TOLD_WAIT)
                .set(
                        TOLD_WAIT.WAITING_CONTACT_ID,
                        tx.dsl()
                                .select(WAITING_CONTACT.ID)
                                .from(WAITING_CONTACT)
                                .orderBy(WAITING_CONTACT.ID.desc())
                                .limit(1)
                                .fetchSingle(WAITING_CONTACT.ID))
                .set(TOLD_WAIT.NUMBER, (short) 1)
                .set(TOLD_WAIT.TOLD_AT, Instant.parse(at))
                .set(TOLD_WAIT.FROM_MINUTES, 2)
                .set(TOLD_WAIT.TO_MINUTES, 5)
                .set(TOLD_WAIT.EXPECTED_SECONDS, 200)
                .execute();
    }

    private static void works(Tx tx) {
        var id = new AgentStore().put(tx, "asha", "Asha", Optional.empty(), Map.of());
        is(tx, id.value(), "2026-11-24T18:30:00Z", "ready", Optional.empty());
        is(tx, id.value(), "2026-11-24T20:30:00Z", "not_ready", Optional.of("tea"));
        is(tx, id.value(), "2026-11-24T20:45:00Z", "logged_out", Optional.empty());
    }

    private static void is(Tx tx, UUID agent, String at, String state, Optional<String> reason) {
        tx.dsl()
                .update(AGENT_PRESENCE)
                .set(AGENT_PRESENCE.STATE, state)
                .set(AGENT_PRESENCE.REASON, reason.orElse(null))
                .set(AGENT_PRESENCE.ENTERED_AT, Instant.parse(at))
                .where(AGENT_PRESENCE.AGENT_ID.eq(agent))
                .execute();
    }

    private int report(String words) {
        var all = "report " + words + " --settings " + folder.resolve("recaller.yaml");
        return terminal.run(all.split(" "));
    }

    @Test
    void aDayIsToldByHalfHourAndInAll() {
        assertThat(report("queue --from 2026-11-25")).isZero();

        assertThat(terminal.lines())
                .startsWith(
                        "Queues, 2026-11-25 (Asia/Kathmandu)",
                        "in time: answered within 20 s; short: hung up before 10 s and not part of"
                                + " the service level",
                        "")
                .anySatisfy(line ->
                        assertThat(line).matches("11-25 00:00 +main +2 +0 +0 +1 +0 +1 +0\\.0 .*"))
                .contains("in all")
                .noneMatch(line -> line.contains("23:30"));
    }

    @Test
    void whatThereWasNoneOfHasNoColumnForPeople() {
        assertThat(report("queue --from 2026-11-25 --by total")).isZero();

        assertThat(terminal.out()).contains("group").doesNotContain("overflow", "voicemails");
        assertThat(report("queue --from 2026-11-25 --by total --csv")).isZero();
        assertThat(terminal.out()).contains(",overflowed,", ",voicemails,");
    }

    @Test
    void severalDaysAreToldByDay() {
        assertThat(report("queue --from 2026-11-24 --to 2026-11-25")).isZero();

        assertThat(terminal.lines())
                .anySatisfy(line -> assertThat(line).matches("2026-11-24 +main +1 +0 +0 +0 +1 .*"))
                .anySatisfy(line -> assertThat(line).matches("2026-11-25 +main +2 .*"));
    }

    @Test
    void timeNotReadyIsToldByItsReason() throws IOException {
        assertThat(report("agents --from 2026-11-25 --by total")).isZero();
        assertThat(terminal.lines())
                .anySatisfy(line -> assertThat(line).endsWith("      not  not ready:"))
                .anySatisfy(line -> assertThat(line).endsWith("  ready         tea"))
                .anySatisfy(line -> assertThat(line).endsWith("  time"))
                .anySatisfy(line -> assertThat(line).matches("asha .* 15:00 +15:00"))
                .anySatisfy(line -> assertThat(line).matches("asha .* 2:15:00.*"))
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(110));

        report("agents --from 2026-11-25 --by day --json");
        var json = new ObjectMapper().readTree(terminal.out());
        assertThat(json.at("/rows/0/notReady.teaSeconds").asInt()).isEqualTo(900);
        assertThat(json.at("/rows/0/readySeconds").asInt()).isEqualTo(7_200);
        assertThat(json.path("zone").asText()).isEqualTo("Asia/Kathmandu");
    }

    @Test
    void spreadsheetsGetALineARow() {
        assertThat(report("queue --from 2026-11-25 --csv")).isZero();

        assertThat(terminal.lines()).hasSize(2);
        assertThat(terminal.lines().get(1)).startsWith("2026-11-25T00:00+05:45,");
    }

    @Test
    void picturesAreWrittenForLightAndDark() throws IOException {
        var pictures = folder.resolve("a new/folder");

        assertThat(
                        terminal.run(
                                "report",
                                "queue",
                                "--from",
                                "2026-11-25",
                                "--plot",
                                pictures.toString(),
                                "--settings",
                                folder.resolve("recaller.yaml").toString()))
                .isZero();
        assertThat(terminal.out()).contains("wrote " + pictures.resolve("queue-main.svg"));
        assertThat(Files.readString(pictures.resolve("queue-main.svg")))
                .contains("Queue main, 2026-11-25 (Asia/Kathmandu)", "prefers-color-scheme: dark");
    }

    @Test
    void whatCallersWereToldOfTheirWaitIsShownWhereTheyWere() throws IOException {
        var pictures = folder.resolve("told");

        assertThat(report("queue --from 2026-11-20 --by total")).isZero();
        assertThat(terminal.lines())
                .anySatisfy(line -> assertThat(line).matches(".* told +true +longer"))
                .anySatisfy(line -> assertThat(line).matches("queue +sooner +before +%"))
                .anySatisfy(line -> assertThat(line).matches("main .* 1 +0 +1"))
                .anySatisfy(line -> assertThat(line).matches("main +0 +0 +0[.]0"))
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(110));
        report("queue --from 2026-11-20 --plot " + pictures);
        assertThat(Files.readString(pictures.resolve("queue-main.svg")))
                .contains("Told how long it would take", "took longer");
        report("queue --from 2026-11-25 --by total");
        assertThat(terminal.lines()).noneMatch(line -> line.contains("came true"));
    }

    @Test
    void whatIsEmptyIsSaidInPlainWords() {
        assertThat(report("queue --from 2020-01-01")).isZero();
        assertThat(terminal.out()).contains("Nobody joined a queue.");
        assertThat(report("agents --from 2020-01-01")).isZero();
        assertThat(terminal.out()).contains("No agent was there.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "queue --from 2026-11-25 --to 2026-11-24 | is before the first",
                "queue --from 2026-01-01 --to 2026-06-30 --by half-hour | report at most 31",
                "agents --from 2020-01-01 --to 2026-06-30 | report at most 366",
                "queue --by hour | write half-hour, day or total",
                "agents --queue mian | there is no queue mian; there are: main",
                "queue --threshold 20 | write a time such as 20s",
                "queue --threshold 0s | threshold must be longer than 0",
                "queue --short x | write a time such as 20s",
                "queue --json --csv | mutually exclusive",
                "queue --plot /dev/null/x | cannot write into /dev/null/x",
            })
    void whatCannotBeReportedIsToldWithTheRemedy(String words, String told) {
        assertThat(report(words)).isEqualTo(2);
        assertThat(terminal.err()).contains(told);
    }
}
