package io.recaller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BacktestCommandTest {
    private static final Instant START = Instant.parse("2026-01-05T06:00:00Z");

    @TempDir private Path folder = Path.of("");
    private final Terminal terminal = new Terminal();

    @Test
    void aLogIsReplayedAgainstEveryPolicy() throws IOException {
        assertThat(terminal.run("backtest", habits(600).toString())).isZero();

        assertThat(terminal.out())
                .startsWith("600 contacts of 20 customers; the last 300 are scored.")
                .contains(
                        "designer",
                        "popularity",
                        "most-recent-first",
                        "personal-frequency",
                        "predictor",
                        "recaller",
                        "oracle")
                .contains("Switch it on: the saving is sure.");
        assertThat(terminal.err()).isEmpty();
    }

    @Test
    void theJsonHasTheNamesItPromises() throws IOException {
        assertThat(terminal.run("backtest", habits(600).toString(), "--json")).isZero();

        var json = new ObjectMapper().readTree(terminal.out());
        assertThat(json.path("contacts").asInt()).isEqualTo(600);
        assertThat(json.path("customers").asInt()).isEqualTo(20);
        assertThat(json.path("scored").asInt()).isEqualTo(300);
        assertThat(json.path("options").asInt()).isEqualTo(4);
        for (var policy : json.path("policies")) {
            assertThat(policy.fieldNames())
                    .toIterable()
                    .containsExactly("seconds", "top1", "top2", "meanRank");
        }
        assertThat(json.path("policies").fieldNames())
                .toIterable()
                .containsExactly(
                        "designer",
                        "popularity",
                        "most-recent-first",
                        "personal-frequency",
                        "predictor",
                        "recaller",
                        "oracle");
        assertThat(json.path("saving").path("versus").asText()).isEqualTo("designer");
        assertThat(json.path("saving").path("percent").asDouble())
                .isBetween(
                        json.path("saving").path("ci95").path(0).asDouble(),
                        json.path("saving").path("ci95").path(1).asDouble());
        assertThat(json.path("changedFirstOption").isNumber()).isTrue();
        assertThat(json.path("calibrationError").isNumber()).isTrue();
    }

    @Test
    void rowsThatCannotBeReadAreNamedCountedAndSkipped() throws IOException {
        var log = habits(100);
        Files.writeString(
                log,
                Files.readString(log)
                        + "yesterday,c1,phone,t1\n2026-03-01T10:00:00Z,c1,fax,t1\n"
                        + "2999-01-01T00:00:00Z,c1,phone,t1\n");

        assertThat(terminal.run("backtest", log.toString())).isZero();

        assertThat(terminal.err())
                .contains(log + ":102: time 'yesterday'; write it as 2026-11-21T10:00:00Z")
                .contains(log + ":104: time is 2999-01-01T00:00:00Z", "correct the year")
                .contains("2 rows were skipped")
                .contains("channel 'fax' (rows: 1) is not known and counts as phone");
        assertThat(terminal.out()).startsWith("101 contacts");
    }

    @Test
    void aFileOfAnotherKindIsRefused() throws IOException {
        var log = folder.resolve("log.csv");
        Files.writeString(log, "time,customer,channel,topic\n" + "x,y,z,w\n".repeat(50));

        assertThat(terminal.run("backtest", log.toString())).isEqualTo(2);

        assertThat(terminal.err()).contains("too many rows cannot be read");
        assertThat(terminal.out()).isEmpty();
    }

    @Test
    void tooShortALogAndImpossibleOptionsSayWhatToWrite() throws IOException {
        assertThat(refused(habits(5).toString())).contains("5 contacts are too few");
        assertThat(refused(habits(50).toString(), "--warmup", "1.5"))
                .contains("--warmup 1.5: write a share above 0 and below 1");
        assertThat(refused(habits(50).toString(), "--warmup", "0.6"))
                .contains("--score-from 0.5: write a share from --warmup on");
        assertThat(refused(habits(50).toString(), "--plot", "pom.xml"))
                .contains("--plot pom.xml cannot be written: it is a file");
        assertThat(refused(folder.toString())).contains("is a folder; name a file in it");
        assertThat(refused(Files.writeString(folder.resolve("empty.csv"), "").toString()))
                .contains("is empty; the first line must name");
        assertThat(
                        refused(
                                Files.writeString(folder.resolve("semi.csv"), "time;topic\n")
                                        .toString()))
                .contains("no column customer", "--column customer=NAME", "time, topic");
        assertThat(refused("nowhere.csv")).contains("nowhere.csv is not there; check the path");
    }

    private String refused(String log, String... options) {
        var arguments = Stream.concat(Stream.of("backtest", log), Stream.of(options));
        assertThat(terminal.run(arguments.toArray(String[]::new))).isEqualTo(2);
        assertThat(terminal.err()).doesNotContain("Exception");
        return terminal.err();
    }

    @Test
    void chartsAreWrittenWhereAsked() throws IOException {
        var charts = folder.resolve("charts");

        assertThat(terminal.run("backtest", habits(600).toString(), "--plot", charts.toString()))
                .isZero();

        assertThat(charts.resolve("seconds.svg")).content().contains("recaller", "</svg>");
        assertThat(charts.resolve("calibration.svg")).content().contains("</svg>");
    }

    /** Twenty customers, each with one topic. */
    private Path habits(int contacts) throws IOException {
        var log = new StringBuilder("time,customer,channel,topic\n");
        for (var i = 0; i < contacts; i++) {
            var at = START.plus(Duration.ofHours(i));
            log.append("%s,c%d,phone,Topic %d%n".formatted(at, i % 20, i % 20 % 4));
        }
        return Files.writeString(folder.resolve("contacts.csv"), log);
    }

    @Test
    void aFlowTellsWhatItsCallersSave() throws IOException {
        assertThat(terminal.run("backtest", telecom().toString(), "--flow", Terminal.FLOW))
                .isZero();

        assertThat(terminal.out())
                .contains("300 calls through flow telecom, planned at menu main.")
                .containsPattern("designer's order +\\d+\\.\\d\\d\n")
                .containsPattern("with offers and prefill +\\d+\\.\\d\\d +\\d+\\.\\d %")
                .contains("name the topics of 75.0 % of all contacts")
                .contains("most often complaint (150)")
                .contains("Offers about requests and facts need more than a log");
    }

    @Test
    void theJsonOfAFlowHasTheNamesItPromises() throws IOException {
        var log = telecom().toString();

        assertThat(
                        terminal.run(
                                "backtest",
                                log,
                                "--flow",
                                Terminal.FLOW,
                                "--node",
                                "bill",
                                "--json"))
                .isZero();

        var flow = new ObjectMapper().readTree(terminal.out()).path("flow");
        assertThat(flow.fieldNames())
                .toIterable()
                .containsExactly(
                        "flow",
                        "node",
                        "covered",
                        "calls",
                        "offersMade",
                        "offersRight",
                        "secondsToTask",
                        "saving");
        assertThat(flow.path("node").asText()).isEqualTo("bill");
        assertThat(flow.path("covered").asDouble()).isEqualTo(.25);
        assertThat(flow.path("secondsToTask").fieldNames())
                .toIterable()
                .containsExactly("designer", "ordering", "offers", "offersAndPrefill");
        assertThat(flow.path("saving").fieldNames())
                .toIterable()
                .containsExactly("ordering", "offers", "offersAndPrefill");
        var saving = flow.path("saving").path("offersAndPrefill");
        assertThat(saving.path("percent").asDouble())
                .isBetween(
                        saving.path("ci95").path(0).asDouble(),
                        saving.path("ci95").path(1).asDouble());
    }

    @Test
    void aFlowThatDoesNotFitTheLogIsRefusedBeforeAnythingIsReplayed() throws IOException {
        var telecom = telecom().toString();

        assertThat(refused(telecom, "--flow", Terminal.FLOW, "--node", "hello"))
                .contains("--node hello: no menu that callers reach in " + Terminal.FLOW)
                .contains("its menus are main, internet,");
        assertThat(refused(telecom, "--node", "main")).contains("name it with --flow FLOW");
        assertThat(refused(telecom, "--flow", "nowhere.yaml"))
                .contains("nowhere.yaml is not there; check the path");
        assertThat(refused(habits(100).toString(), "--flow", Terminal.FLOW))
                .contains("menu main in flow telecom name the topics of 0.0 % of the contacts")
                .contains("such as Topic 0 (25)");
        var chats = Files.readString(Path.of(telecom)).replace(",phone,", ",chat,");
        var silent = Files.writeString(folder.resolve("chats.csv"), chats).toString();
        assertThat(refused(silent, "--flow", Terminal.FLOW))
                .contains("None of the scored contacts came by phone");
    }

    /** Twenty customers, each with one topic, one of which the flow does not name. */
    private Path telecom() throws IOException {
        var topics = List.of("outage", "Billing.charge", "mobile.plan.old", "complaint");
        var log = new StringBuilder("time,customer,channel,topic\n");
        for (var i = 0; i < 600; i++) {
            var at = START.plus(Duration.ofHours(i));
            log.append("%s,c%d,phone,%s%n".formatted(at, i % 20, topics.get(i % 20 % 4)));
        }
        return Files.writeString(folder.resolve("telecom.csv"), log);
    }
}
